import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { useIsBusy } from './busy.ts';
import { useTurnActions } from '../turn-actions.ts';

/** `‹ 2 of 3 ›` over the versions of a turn; nothing for a single one. */
export function VersionSwitch({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const isDisabled = useIsBusy();
  const { selectVersion } = useTurnActions();
  const { id, threadId, versionIds } = message;
  const group = useRef<HTMLSpanElement>(null);
  const wasPressed = useRef(false);
  useEffect(() => {
    if (!wasPressed.current) return;
    wasPressed.current = false;
    // The first and the last version switch off the button that led there.
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.matches(':disabled'))
      group.current?.querySelector<HTMLElement>('button:enabled')?.focus();
  }, [id]);
  if (versionIds.length < 2) return null;
  const at = versionIds.indexOf(id);
  const go = (index: number): void => {
    const versionId = versionIds[index];
    if (!versionId) return;
    wasPressed.current = true;
    void selectVersion(threadId, versionId);
  };
  return (
    <span ref={group} className="inline-flex items-center">
      <IconButton icon={ChevronLeft} label={t('chat.versions.previous')} disabled={isDisabled || at <= 0} onClick={() => go(at - 1)} />
      <span role="status" className="text-13 text-ink-2 tabular-nums">
        {t('chat.versions.status', { at: at + 1, count: versionIds.length })}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t('chat.versions.next')}
        disabled={isDisabled || at >= versionIds.length - 1}
        onClick={() => go(at + 1)}
      />
    </span>
  );
}
