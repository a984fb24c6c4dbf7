import { clsx } from 'clsx';
import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writingCommandSchema } from '#shared/contract/writing-contract.ts';
import type { WritingCommand } from '#shared/contract/writing-contract.ts';
import { Button } from '../../components/button.tsx';

export interface CommandBarProps {
  /** The command of the run on screen. */
  readonly current: WritingCommand | null;
  readonly isDisabled: boolean;
  readonly onCommand: (command: WritingCommand, instruction: string) => void;
}

/** A chip a command; Custom opens a field for an instruction of the user's own. */
export function CommandBar({ current, isDisabled, onCommand }: CommandBarProps) {
  const { t } = useTranslation();
  const [isCustomOpen, setIsCustomOpen] = useState(false);
  const [instruction, setInstruction] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isCustomOpen) field.current?.focus();
  }, [isCustomOpen]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (instruction.trim() !== '' && !isDisabled) onCommand('custom', instruction.trim());
  };

  return (
    <>
      <div role="group" aria-label={t('write.commands')} className="flex flex-wrap gap-2">
        {writingCommandSchema.options.map((command) => {
          const isCustom = command === 'custom';
          const isOn = isCustom ? isCustomOpen : current === command;
          return (
            <button
              key={command}
              type="button"
              disabled={isDisabled && !isCustom}
              {...(isCustom ? { 'aria-expanded': isCustomOpen } : { 'aria-pressed': isOn })}
              onClick={() => {
                if (isCustom) return setIsCustomOpen(!isCustomOpen);
                setIsCustomOpen(false);
                onCommand(command, '');
              }}
              className={clsx(
                'min-h-7 rounded-full border px-3 text-13 whitespace-nowrap disabled:opacity-50',
                isOn
                  ? 'border-accent bg-accent-soft font-semibold text-accent'
                  : 'border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink',
              )}
            >
              {t(`write.command.${command}`)}
            </button>
          );
        })}
      </div>
      {isCustomOpen && (
        <form onSubmit={submit} className="flex basis-full gap-2">
          <input
            ref={field}
            aria-label={t('write.instruction.label')}
            placeholder={t('write.instruction.placeholder')}
            value={instruction}
            maxLength={4_000}
            onChange={(event) => setInstruction(event.target.value)}
            onKeyDown={(event) => {
              // Enter that ends an input method's composition must not submit the form.
              if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
              if (event.key === 'Escape') setIsCustomOpen(false);
            }}
            className="min-h-8 min-w-0 flex-1 rounded-control border border-line bg-surface px-3 text-13 placeholder:text-ink-2"
          />
          <Button type="submit" tone="primary" disabled={isDisabled || instruction.trim() === ''}>
            {t('write.instruction.run')}
          </Button>
        </form>
      )}
    </>
  );
}
