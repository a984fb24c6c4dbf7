import { clsx } from 'clsx';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';

/** A place to drop a file on, and the button for those who have none in the hand. */
export function ChooseFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      className={clsx(
        'flex flex-col items-center gap-2 rounded-card border-2 border-dashed px-4 py-8 text-center',
        isOver ? 'border-accent bg-accent-soft' : 'border-line',
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <FileUp size={20} strokeWidth={1.75} aria-hidden className="text-ink-2" />
      <p className="text-14">{t('transfer.import.drop')}</p>
      <p className="text-12 text-ink-2">{t('transfer.import.or')}</p>
      <Button tone="primary" onClick={() => input.current?.click()}>
        {t('transfer.import.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.md,.markdown,.txt"
        aria-label={t('transfer.import.choose')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
