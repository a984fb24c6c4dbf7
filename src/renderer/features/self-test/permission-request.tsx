import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

/** The button by which macOS is made to ask for the permission: nothing else does, so that nobody is asked unprepared. */
export function PermissionRequest() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const ask = useMutation({ mutationFn: () => rpc.selection.askPermission() });
  const said = ask.isSuccess ? t('selfTest.asked') : '';
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <Button size="small" onClick={() => ask.mutate()} aria-disabled={ask.isPending}>
        {t('selfTest.ask')}
      </Button>
      <span role="status" className="max-w-[56ch] text-13 text-ink-2">
        {ask.error ? errorText(toAppError(ask.error)) : said}
      </span>
    </div>
  );
}
