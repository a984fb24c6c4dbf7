/** `Use a file…` in both hosts: the desktop's own dialog, or a path and an upload in the browser host. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useAppInfo } from '../../lib/use-app-info.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { startUpload } from './upload-store.ts';

export interface AddFile {
  readonly isDialogOpen: boolean;
  readonly isAdding: boolean;
  readonly error: string | null;
  readonly open: () => void;
  readonly close: () => void;
  readonly addPath: (path: string) => void;
  readonly takeFile: (file: File) => void;
}

export function useAddFile(): AddFile {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const isDesktop = useAppInfo()?.host === 'desktop';
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const adding = useMutation({
    mutationFn: (path: string) => rpc.models.addFile({ path }),
    onSuccess: async (model) => {
      setIsDialogOpen(false);
      showToast({ text: t('models.add.added', { name: model.name }) });
      await queryClient.invalidateQueries({ queryKey: ['models'] });
    },
    onError: (cause) => {
      if (isDesktop) showToast({ text: errorText(toAppError(cause)), isFailure: true });
    },
  });
  const choose = async (): Promise<void> => {
    try {
      const chosen = await rpc.models.chooseFile();
      if (chosen) adding.mutate(chosen.path);
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  const open = (): void => {
    adding.reset();
    if (isDesktop) void choose();
    else setIsDialogOpen(true);
  };
  const problem = (cause: unknown): string => {
    const error = toAppError(cause);
    if (error.code === 'INVALID_INPUT') return t('models.add.badPath', { example: '/home/me/model.gguf' });
    return error.code === 'MODEL_FILE_MISSING' ? t('models.add.noFile') : errorText(error);
  };
  return {
    isDialogOpen,
    isAdding: adding.isPending,
    error: adding.error ? problem(adding.error) : null,
    open,
    close: () => setIsDialogOpen(false),
    addPath: (path) => adding.mutate(path),
    takeFile: (file) => {
      if (window.inkstone) {
        adding.mutate(window.inkstone.pathOf(file));
        return;
      }
      setIsDialogOpen(false);
      startUpload(file);
    },
  };
}
