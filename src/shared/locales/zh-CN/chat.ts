import type { chat as english } from '../en/chat.ts';
import type { Translated } from '../shape.ts';

export const chat: Translated<typeof english> = {
  title: '对话',
  markdown: {
    code: '代码',
    codeIn: '代码 {{language}}',
    copyCode: '复制代码',
    table: '表格',
    taskDone: '已完成：',
    taskOpen: '未完成：',
    imageNotLoaded: '图片未加载：{{alt}}',
    showAll_one: '显示全文（{{count}} 个字符）',
    showAll_other: '显示全文（{{count}} 个字符）',
    linkBlocked: '此地址没有转成链接：只有网址和邮件地址可以点击。',
    linkTitle: '打开 {{host}}？',
    linkText: '这个地址出自模型写的文字，将在浏览器的新窗口中打开。',
    linkOpen: '打开链接',
  },
};
