import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '#shared/errors/app-error.ts';
import { formatBytes } from './format.ts';

/** The sentence for a failure: cause and next step, in the user's language. */
export function useErrorText(): (error: Pick<AppError, 'code' | 'data'>) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ code, data }) => {
      const bytes = (name: string): string => formatBytes(Number(data[name] ?? 0), i18n.language);
      const number = (name: string): string => new Intl.NumberFormat(i18n.language).format(Number(data[name] ?? 0));
      if (code === 'INTERNAL' && data['incidentId'] === undefined) return t('errors.INTERNAL_UNREPORTED');
      return t(`errors.${code}`, {
        incidentId: String(data['incidentId'] ?? ''),
        file: String(data['file'] ?? ''),
        architecture: String(data['architecture'] ?? ''),
        needed: bytes('neededBytes'),
        free: bytes('freeBytes'),
        tokens: number('tokens'),
        limit: number('limit'),
        where: String(data['where'] ?? ''),
        what: String(data['what'] ?? ''),
      });
    },
    [t, i18n.language],
  );
}
