import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../components/toasts.tsx';
import { takeForTranslate } from '../../lib/hand-over.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { useTranslate } from './translate-store.ts';

/** Puts a text that another view handed over into the source. What stood there, or was kept as a draft, is one Undo away. */
export function useGivenText(setText: (text: string) => void): void {
  const { t } = useTranslation();
  const latest = useRef(setText);
  useEffect(() => {
    latest.current = setText;
  });
  useEffect(() => {
    const given = takeForTranslate();
    if (given === null || given.trim() === '') return;
    const take = async (): Promise<void> => {
      const before = useTranslate.getState().text || (await rpc.threads.getDraft({ key: 'translate' })).text;
      latest.current(given);
      if (before.trim() === '' || before === given) return;
      const undo = (): void => latest.current(before);
      showToast({ text: t('translate.replaced'), action: { label: t('common.action.undo'), onSelect: undo } });
    };
    void take().catch(() => latest.current(given));
  }, [t]);
}
