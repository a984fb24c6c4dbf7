import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger';

const TONES: Readonly<Record<ButtonTone, string>> = {
  primary: 'bg-accent text-on-accent border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-line hover:border-line-strong',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-accent-soft hover:text-ink',
  danger: 'bg-surface text-danger border-line hover:border-danger',
};

export const buttonClass = (tone: ButtonTone, size: 'normal' | 'small' = 'normal'): string =>
  clsx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap not-disabled:transition-opacity',
    'disabled:opacity-50 aria-disabled:opacity-50',
    size === 'normal' ? 'min-h-8 px-3 text-13' : 'min-h-7 px-2 text-12',
    TONES[tone],
  );

export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: ButtonTone;
  readonly size?: 'normal' | 'small';
}

/** A native button in one of four tones. `type` is never `submit` by accident. */
export function Button({ tone = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  return <button type="button" className={clsx(buttonClass(tone, size), className)} {...rest} />;
}
