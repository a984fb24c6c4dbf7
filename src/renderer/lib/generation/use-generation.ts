import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { GenerationId } from '#shared/models/ids.ts';
import type { LiveText } from './generation-store.ts';
import { follow, liveTexts, NOTHING_YET } from './generation-store.ts';

/** Follows a generation while the component is mounted. null follows nothing. */
export function useGeneration(id: GenerationId | null): LiveText {
  useEffect(() => (id === null ? undefined : follow(id)), [id]);
  return useStore(liveTexts, ({ lives }) => (id === null ? NOTHING_YET : (lives[id] ?? NOTHING_YET)));
}
