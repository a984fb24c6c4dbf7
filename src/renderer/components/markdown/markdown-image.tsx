import { ImageOff } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtraProps } from 'streamdown';

/** Says which image an answer names. Nothing is ever requested: an address can carry what it must not know. */
export function MarkdownImage({ src, alt }: ComponentProps<'img'> & ExtraProps) {
  const { t } = useTranslation();
  const address = typeof src === 'string' ? src.slice(0, 300) : '';
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5 rounded-control border border-line bg-sunken px-2 py-0.5 text-13 text-ink-2">
      <ImageOff size={14} strokeWidth={1.75} aria-hidden className="shrink-0 self-center" />
      <span className="min-w-0">
        {t('chat.markdown.imageNotLoaded', { alt: alt ?? '' })} <span className="font-mono text-12 break-all">{address}</span>
      </span>
    </span>
  );
}
