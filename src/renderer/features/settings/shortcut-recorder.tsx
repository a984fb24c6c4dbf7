import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceleratorLabel } from '#shared/utils/accelerator.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { readPress } from './recorded-keys.ts';

export interface ShortcutRecorderProps {
  readonly name: string;
  /** Empty: off. */
  readonly accelerator: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly describedBy: string;
  readonly onKeys: (accelerator: string) => void;
}

const pause = (isPaused: boolean): void => void rpc.app.pauseShortcuts({ isPaused }).catch(() => undefined);
const MODIFIER_LABELS = { darwin: 'Ctrl, ⌥ / ⌘', win32: 'Ctrl, Alt / Win', linux: 'Ctrl, Alt / Super' } as const;

/** Shows a shortcut's keys; pressed, it waits for new ones. Escape cancels, Backspace switches off, Tab leaves. */
export function ShortcutRecorder({ name, accelerator, platform, describedBy, onKeys }: ShortcutRecorderProps) {
  const { t } = useTranslation();
  const [isRecording, setIsRecording] = useState(false);
  const [held, setHeld] = useState('');
  const [isWeak, setIsWeak] = useState(false);
  const recording = useRef(false);
  const keys = accelerator === '' ? t('settings.none') : acceleratorLabel(accelerator, platform);

  const start = (): void => {
    recording.current = true;
    setIsRecording(true);
    setIsWeak(false);
    setHeld('');
    pause(true);
  };
  const stop = (): void => {
    if (!recording.current) return;
    recording.current = false;
    setIsRecording(false);
    setIsWeak(false);
    pause(false);
  };
  // A section that goes away while it records must not leave the shortcuts asleep.
  useEffect(
    () => () => {
      if (recording.current) pause(false);
    },
    [],
  );

  const press = (event: KeyboardEvent): void => {
    if (!isRecording) return;
    const recorded = readPress(event.nativeEvent, platform === 'darwin');
    if (recorded.kind === 'leave') return stop();
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    setIsWeak(recorded.kind === 'weak');
    if (recorded.kind === 'held') {
      const label = acceleratorLabel([...recorded.modifiers, 'F1'].join('+'), platform);
      setHeld(label.replace(/ ?F1$/, ''));
    }
    if (recorded.kind === 'weak' || recorded.kind === 'held') return;
    stop();
    if (recorded.kind === 'keys') onKeys(recorded.accelerator);
    if (recorded.kind === 'clear') onKeys('');
  };

  return (
    <div className="flex flex-col items-end gap-1 max-sm:items-start">
      <button
        type="button"
        aria-label={isRecording ? t('settings.shortcuts.recording', { name }) : t('settings.shortcuts.keysOf', { name, keys })}
        aria-describedby={describedBy}
        aria-pressed={isRecording}
        onClick={() => (isRecording ? stop() : start())}
        onKeyDown={press}
        onKeyUp={(event) => isRecording && event.key === ' ' && event.preventDefault()}
        onBlur={stop}
        className={clsx(
          'inline-flex min-h-8 min-w-36 items-center justify-center rounded-control border px-3 text-13',
          isRecording ? 'border-accent bg-accent-soft text-ink' : 'border-line bg-paper hover:border-line-strong',
          !isRecording && accelerator === '' && 'text-ink-2',
        )}
      >
        {isRecording ? held || t('settings.shortcuts.press') : keys}
      </button>
      <p role="status" className={clsx('max-w-64 text-right text-12 max-sm:text-left', isWeak ? 'text-danger' : 'text-ink-2')}>
        {isRecording && t(isWeak ? 'settings.shortcuts.weak' : 'settings.shortcuts.recordHint', { keys: MODIFIER_LABELS[platform] })}
      </p>
    </div>
  );
}
