import type { DragEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../components/toasts.tsx';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Takes a `.gguf` file dropped anywhere on the view. */
export function DropArea({ onFile, children }: { readonly onFile: (file: File) => void; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setIsOver(false);
    const file = [...event.dataTransfer.files].find(({ name }) => name.toLowerCase().endsWith('.gguf'));
    if (file) onFile(file);
    else showToast({ text: t('models.add.wrongDrop'), isFailure: true });
  };
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setIsOver(false);
      }}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 flex items-center justify-center rounded-card border-2 border-dashed border-accent bg-accent-soft text-17 font-semibold">
          {t('models.add.dropHere')}
        </div>
      )}
    </div>
  );
}
