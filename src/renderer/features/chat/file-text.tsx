import { clsx } from 'clsx';
import { LongText } from '../../components/markdown/long-text.tsx';

export interface FileTextProps {
  readonly name: string;
  readonly text: string;
  /** How high it may grow, and its distance from what stands above. */
  readonly className: string;
}

/** What was read of a file, of any length, to be scrolled by hand and by key. */
export function FileText({ name, text, className }: FileTextProps) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={name}
      className={clsx('overflow-y-auto rounded-control border border-line bg-sunken p-3', className)}
    >
      <LongText text={text} />
    </div>
  );
}
