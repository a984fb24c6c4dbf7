/**
 * Which keys Inkstone holds in the whole system. Follows the settings' list by difference, knows how each fares, and gives
 * everything back at the end. What a shortcut does is its caller's: it gets the action as it is when the keys are pressed.
 */
import type { GlobalShortcut as Registry } from 'electron';
import type { GlobalShortcut, ShortcutAction, ShortcutState } from '#shared/models/global-shortcut.ts';
import { canonicalAccelerator, parseAccelerator } from '#shared/utils/accelerator.ts';

/** Recording takes seconds; a page that went away meanwhile must not leave the shortcuts dead. */
const LONGEST_PAUSE_MS = 30_000;

export interface GlobalShortcutsOptions {
  readonly registry: Pick<Registry, 'register' | 'unregister' | 'isRegistered' | 'setSuspended'>;
  readonly isMac: boolean;
  /** Wayland: the portal takes every request, and the user's desktop decides the keys. */
  readonly isPortal: boolean;
  readonly onAction: (action: ShortcutAction) => void;
  /** The states differ from before. */
  readonly onChanged: () => void;
}

export interface GlobalShortcuts {
  /** Makes the registered ones those of the list. */
  apply(list: readonly GlobalShortcut[]): void;
  /** In the list's order. */
  states(): readonly ShortcutState[];
  /** Asks again for what was refused or lost: after sleep, or when another program may have ended. */
  refresh(): void;
  pause(isPaused: boolean): void;
  /** Gives every key back. */
  dispose(): void;
}

interface Wanted {
  readonly shortcut: GlobalShortcut;
  /** Null: no keys to ask for, and `state` says why. */
  readonly keys: string | null;
  readonly state: 'off' | 'invalid' | 'duplicate' | null;
  readonly duplicateOf: string | null;
}

/** Pure: what to ask the system for. Of two with the same keys the earlier has them. */
export function planShortcuts(list: readonly GlobalShortcut[], isMac: boolean): Wanted[] {
  const owners = new Map<string, string>();
  return list.map((shortcut) => {
    const none = { shortcut, keys: null, duplicateOf: null };
    if (shortcut.accelerator === '') return { ...none, state: 'off' };
    const parsed = parseAccelerator(shortcut.accelerator, isMac);
    if (parsed === null) return { ...none, state: 'invalid' };
    const keys = canonicalAccelerator(parsed);
    const owner = owners.get(keys);
    if (owner !== undefined) return { ...none, state: 'duplicate', duplicateOf: owner };
    owners.set(keys, shortcut.id);
    return { shortcut, keys, state: null, duplicateOf: null };
  });
}

export function createGlobalShortcuts(options: GlobalShortcutsOptions): GlobalShortcuts {
  const { registry, isMac, isPortal, onAction, onChanged } = options;
  let plan: readonly Wanted[] = [];
  /** Keys we asked for and how that ended. */
  const asked = new Map<string, 'registered' | 'asked' | 'taken' | 'invalid'>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let reported = '[]';

  const press = (keys: string): void => {
    const hit = plan.find((wanted) => wanted.keys === keys);
    if (hit) onAction(hit.shortcut.action);
  };
  const register = (keys: string): 'registered' | 'asked' | 'taken' | 'invalid' => {
    try {
      if (!registry.register(keys, () => press(keys))) return 'taken';
    } catch {
      return 'invalid'; // Electron knows no such key: the settings say so
    }
    return isPortal ? 'asked' : 'registered';
  };
  const isHeld = (keys: string): boolean => ['registered', 'asked'].includes(asked.get(keys) ?? '');
  const release = (keys: string): void => {
    if (isHeld(keys)) registry.unregister(keys);
    asked.delete(keys);
  };
  const states = (): ShortcutState[] =>
    plan.map(({ shortcut: { id, accelerator }, keys, state, duplicateOf }) => ({
      id,
      accelerator,
      state: state ?? asked.get(keys ?? '') ?? 'taken',
      duplicateOf,
    }));
  const report = (): void => {
    const now = JSON.stringify(states());
    if (now === reported) return;
    reported = now;
    onChanged();
  };
  const askForMissing = (): void => {
    for (const { keys } of plan) if (keys !== null && !asked.has(keys)) asked.set(keys, register(keys));
  };
  const pause = (isPaused: boolean): void => {
    if (timer !== null) clearTimeout(timer);
    timer = isPaused ? setTimeout(() => pause(false), LONGEST_PAUSE_MS) : null;
    registry.setSuspended(isPaused);
  };
  /** Electron refuses every registration while it is suspended. */
  const resume = (): void => {
    if (timer !== null) pause(false);
  };

  return {
    apply: (list) => {
      resume();
      plan = planShortcuts(list, isMac);
      const kept = new Set(plan.map(({ keys }) => keys));
      // All that goes, goes first: two shortcuts may have swapped their keys.
      for (const keys of asked.keys()) if (!kept.has(keys)) release(keys);
      // Another program may have ended since: a change of any shortcut is a good moment to ask again.
      for (const keys of asked.keys()) if (!isHeld(keys)) asked.delete(keys);
      askForMissing();
      report();
    },
    states,
    refresh: () => {
      resume();
      for (const keys of asked.keys()) if (!isHeld(keys) || !registry.isRegistered(keys)) release(keys);
      askForMissing();
      report();
    },
    pause,
    dispose: () => {
      resume();
      plan = [];
      for (const keys of asked.keys()) release(keys);
    },
  };
}
