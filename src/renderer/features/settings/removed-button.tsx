import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { onDemand } from '../../lib/on-demand.tsx';

const RemovedDialog = onDemand(async () => (await import('./removed-dialog.tsx')).RemovedDialog);

/** The way to what was deleted and can be had back. */
export function RemovedButton({ describedBy }: { readonly describedBy: string }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button aria-describedby={describedBy} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {t('settings.data.removedShow')}
      </Button>
      {isOpen && <RemovedDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
