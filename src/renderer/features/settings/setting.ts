/** One setting as the page shows it, and the search over all of them. */
import type { ReactNode } from 'react';

export interface Setting {
  readonly id: string;
  readonly title: string;
  /** What it does and what it costs, in one or two lines. */
  readonly hint: string;
  /** The value Inkstone ships, in words; null where there is none. */
  readonly shipped: string | null;
  /** That value is what the makers of the model in use recommend. */
  readonly isRecommended?: boolean;
  readonly isChanged: boolean;
  readonly reset?: () => void;
  /** The control is a button that says itself what it does: the title is then no label, so that a click on it does nothing. */
  readonly isAction?: true;
  /** Gets the ids for `id` and `aria-describedby`, so that the control is named by the visible title. */
  readonly control: (ids: { readonly id: string; readonly describedBy: string }) => ReactNode;
}

/** Pure: whether every word of the query occurs in the setting or in its section's name. */
export function isFound(query: string, section: string, { title, hint, id }: Pick<Setting, 'title' | 'hint' | 'id'>): boolean {
  const text = `${section} ${title} ${hint} ${id}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
