import { useState } from 'react';
import { useLocation } from 'wouter';
import { nextTextSize } from '#shared/utils/text-size.ts';
import { onDemand } from '../lib/on-demand.tsx';
import { updateSettings, useSettings } from '../lib/use-settings.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { cycleRegions } from './cycle-regions.ts';

const Palette = onDemand(async () => (await import('./palette.tsx')).Palette);
const ShortcutsDialog = onDemand(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog);

/** Binds the shortcuts that work in every view, and owns the help dialog. */
export function FrameShortcuts() {
  const [, navigate] = useLocation();
  const { textSize } = useSettings();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const setTextSize = (size: number): void => void updateSettings({ textSize: size }).catch(() => undefined);
  useShortcut('chat', () => navigate('/chat'));
  useShortcut('quickAsk', () => navigate('/quick-ask'));
  useShortcut('write', () => navigate('/write'));
  useShortcut('translate', () => navigate('/translate'));
  useShortcut('playground', () => navigate('/playground'));
  useShortcut('models', () => navigate('/models'));
  useShortcut('settings', () => navigate('/settings'));
  useShortcut('regions', () => cycleRegions(1));
  useShortcut('regionsBack', () => cycleRegions(-1));
  useShortcut('zoomIn', () => setTextSize(nextTextSize(textSize, 1)));
  useShortcut('zoomOut', () => setTextSize(nextTextSize(textSize, -1)));
  useShortcut('zoomReset', () => setTextSize(100));
  useShortcut('palette', () => setIsPaletteOpen(true));
  useShortcut('help', () => setIsHelpOpen(true));
  return (
    <>
      {isHelpOpen && <ShortcutsDialog onClose={() => setIsHelpOpen(false)} />}
      {isPaletteOpen && <Palette onClose={() => setIsPaletteOpen(false)} />}
    </>
  );
}
