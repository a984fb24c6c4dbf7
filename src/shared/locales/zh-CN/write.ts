import type { write as english } from '../en/write.ts';
import type { Translated } from '../shape.ts';

export const write: Translated<typeof english> = {
  title: '写作',
};
