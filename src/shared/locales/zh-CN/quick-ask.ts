import type { quickAsk as english } from '../en/quick-ask.ts';
import type { Translated } from '../shape.ts';

export const quickAsk: Translated<typeof english> = {
  title: '快问',
};
