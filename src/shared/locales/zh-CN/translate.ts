import type { translate as english } from '../en/translate.ts';
import type { Translated } from '../shape.ts';

export const translate: Translated<typeof english> = {
  title: '翻译',
};
