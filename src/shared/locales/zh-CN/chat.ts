import type { chat as english } from '../en/chat.ts';
import type { Translated } from '../shape.ts';

export const chat: Translated<typeof english> = {
  title: '对话',
};
