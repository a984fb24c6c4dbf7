import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { focusComposer } from './focus-composer.ts';

/** Opens the system's file dialog; the page reads the files itself, so that it works in every host. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon={Paperclip} label={t('attachments.add')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden
        className="hidden"
        onChange={(event) => {
          const { files } = event.target;
          if (files && files.length > 0) onFiles([...files]);
          event.target.value = '';
          focusComposer();
        }}
      />
    </>
  );
}
