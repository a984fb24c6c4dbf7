import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Thread } from '#shared/models/thread.ts';
import { AssistantIcon } from '../../../components/assistant-icon.tsx';
import { useChatAssistant } from './use-chat-assistant.ts';

const ITEM = 'flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-13 text-ink data-highlighted:bg-accent-soft';

/** Who answers in this chat; a menu to choose another one. */
export function AssistantChip({ thread }: { readonly thread: Thread | null }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { assistants, chosenId, assistant, isGone, choose } = useChatAssistant(thread);
  if (!assistant && !isGone) return null;
  const name = assistant?.name ?? t('assistants.gone');
  return (
    <Menu.Root>
      <Menu.Trigger
        type="button"
        aria-label={t('assistants.chip', { name })}
        title={t('assistants.chip', { name })}
        className="flex min-h-7 max-w-44 items-center gap-2 rounded-full border border-line bg-surface px-3 text-12 text-ink-2 hover:border-line-strong"
      >
        {assistant && <AssistantIcon icon={assistant.icon} className="shrink-0" />}
        <span className="truncate max-[60rem]:hidden">{name}</span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="max-h-[70dvh] w-72 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-overlay">
            <Menu.RadioGroup value={chosenId}>
              {assistants.map(({ id, icon, name: text }) => (
                <Menu.RadioItem key={id} value={id} closeOnClick className={ITEM} onClick={() => void choose(id)}>
                  <AssistantIcon icon={icon} className="shrink-0" />
                  <span className="min-w-0 flex-1 truncate">{text}</span>
                  <Menu.RadioItemIndicator>
                    <Check size={16} strokeWidth={1.75} aria-hidden className="text-accent" />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={ITEM} onClick={() => navigate('/assistants')}>
              <Settings2 size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
              {t('assistants.manage')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
