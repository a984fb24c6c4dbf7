import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';

export interface AddFileDialogProps {
  readonly isOpen: boolean;
  readonly isAdding: boolean;
  /** The sentence of the last failure. */
  readonly error: string | null;
  readonly onClose: () => void;
  readonly onPath: (path: string) => void;
  readonly onUpload: (file: File) => void;
}

/** The browser host's way to a file: a path on the machine Inkstone runs on, or an upload from this browser. */
export function AddFileDialog({ isOpen, isAdding, error, onClose, onPath, onUpload }: AddFileDialogProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const pathId = useId();
  const hintId = useId();
  const fileId = useId();
  return (
    <Dialog title={t('models.add.title')} isOpen={isOpen} onClose={onClose} closeLabel={t('common.action.close')}>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') onPath(path.trim());
        }}
      >
        <label htmlFor={pathId} className="text-13 font-semibold">
          {t('models.add.path')}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={pathId}
            value={path}
            maxLength={4_096}
            onChange={(event) => setPath(event.target.value)}
            aria-describedby={hintId}
            aria-invalid={error !== null}
            placeholder="/home/ada/models/model.gguf"
            spellCheck={false}
            autoComplete="off"
            className="min-h-8 min-w-0 flex-1 rounded-control border border-line bg-paper px-3 text-13 placeholder:text-ink-2"
          />
          <Button type="submit" tone="primary" disabled={isAdding || path.trim() === ''}>
            {isAdding ? t('models.add.adding') : t('models.add.submit')}
          </Button>
        </div>
        <p id={hintId} className="text-12 text-ink-2">
          {t('models.add.pathHint')}
        </p>
        {error !== null && (
          <Notice tone="danger" role="alert">
            {error}
          </Notice>
        )}
      </form>
      <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
        <label htmlFor={fileId} className="text-13 font-semibold">
          {t('models.add.upload')}
        </label>
        <input
          id={fileId}
          type="file"
          accept=".gguf"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) onUpload(file);
          }}
          className="text-13 text-ink-2 file:mr-3 file:min-h-8 file:rounded-control file:border file:border-solid file:border-line file:bg-surface file:px-3 file:text-13 file:font-medium file:text-ink"
        />
        <p className="text-12 text-ink-2">{t('models.add.uploadHint')}</p>
      </div>
    </Dialog>
  );
}
