import { expect, test } from 'vitest';
import { compareLocales, findUnusedKeys, flatten } from './locales.ts';
import { parseSource } from './source-files.ts';

const english = flatten({
  chat: { send: 'Send', left_one: '{{count}} word', left_other: '{{count}} words', name: 'GGUF' },
  errors: { DISK_FULL: 'The disk is full.' },
});

test('a complete translation has nothing to say, with one plural form where English has two', () => {
  const chinese = flatten({ chat: { send: '发送', left_other: '{{count}} 个词', name: 'GGUF' }, errors: { DISK_FULL: '磁盘已满。' } });
  expect(compareLocales(english, chinese, 'zh-CN')).toEqual([]);
});

test('what is missing, left over, still English or has lost a placeholder is named', () => {
  const chinese = flatten({ chat: { send: 'Send', left_other: '词', name: 'GGUF', old: '旧' }, errors: {} });
  expect(compareLocales(english, chinese, 'zh-CN')).toEqual([
    'zh-CN lacks errors.DISK_FULL',
    'zh-CN has chat.old, which English lacks',
    'zh-CN chat.send is still English: “Send”',
    'zh-CN chat.left_other has other placeholders than English',
  ]);
});

test('keys are used by name, by plural base, with a namespace, or by a template; the rest is unused', () => {
  const source = "t('chat.send'); t('chat:left', { count }); t(`errors.${code}`); t(`${a}.${b}`);";
  expect(findUnusedKeys(english, [parseSource('src/renderer/a.ts', source)])).toEqual(['chat.name']);
});
