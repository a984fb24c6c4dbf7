import { useState } from 'react';
import { useLocation } from 'wouter';
import { useSettings, useUpdateSettings } from '../lib/use-settings.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { cycleRegions } from './cycle-regions.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

const TEXT_SIZES = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** The next larger (`step` 1) or smaller (-1) text size in per cent. */
export function nextTextSize(now: number, step: 1 | -1): number {
  const sizes = step === 1 ? TEXT_SIZES.filter((size) => size > now) : TEXT_SIZES.filter((size) => size < now).reverse();
  return sizes[0] ?? now;
}

/** Binds the shortcuts that work in every view, and owns the help dialog. */
export function FrameShortcuts() {
  const [, navigate] = useLocation();
  const { textSize } = useSettings();
  const update = useUpdateSettings();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const setTextSize = (size: number): void => void update({ textSize: size }).catch(() => undefined);
  useShortcut('chat', () => navigate('/chat'));
  useShortcut('quickAsk', () => navigate('/quick-ask'));
  useShortcut('write', () => navigate('/write'));
  useShortcut('translate', () => navigate('/translate'));
  useShortcut('models', () => navigate('/models'));
  useShortcut('settings', () => navigate('/settings'));
  useShortcut('regions', () => cycleRegions(1));
  useShortcut('regionsBack', () => cycleRegions(-1));
  useShortcut('zoomIn', () => setTextSize(nextTextSize(textSize, 1)));
  useShortcut('zoomOut', () => setTextSize(nextTextSize(textSize, -1)));
  useShortcut('zoomReset', () => setTextSize(100));
  useShortcut('help', () => setIsHelpOpen(true));
  return <ShortcutsDialog isOpen={isHelpOpen} onClose={() => setIsHelpOpen(false)} />;
}
