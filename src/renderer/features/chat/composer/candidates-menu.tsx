import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const COUNTS = [1, 2, 3, 4, 5] as const;

/** How many answers to ask for at once. */
export function CandidatesMenu({ count, onChange }: { readonly count: number; readonly onChange: (count: number) => void }) {
  const { t } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger className="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line px-3 text-12 text-ink-2 hover:border-line-strong hover:text-ink">
        {t('chat.candidates.button')}
        <span aria-hidden className="font-semibold text-ink tabular-nums">
          {count}
        </span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className="z-50">
          <Menu.Popup className="min-w-44 rounded-card border border-line bg-surface p-1 shadow-overlay">
            <Menu.RadioGroup value={count} onValueChange={onChange}>
              {COUNTS.map((option) => (
                <Menu.RadioItem
                  key={option}
                  value={option}
                  closeOnClick
                  className="flex min-h-8 items-center gap-2 rounded-control px-2 text-13 text-ink data-highlighted:bg-accent-soft"
                >
                  <Check size={16} strokeWidth={1.75} aria-hidden className={option === count ? undefined : 'invisible'} />
                  {t('chat.candidates.option', { count: option })}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
