import { expect, test } from 'vitest';
import { safeLink } from './link-policy.ts';

test('web and mail addresses are links, and the host shown is the one that is asked', () => {
  expect(safeLink('https://example.org/a?b#c')).toEqual({ href: 'https://example.org/a?b#c', target: 'example.org' });
  expect(safeLink('http://127.0.0.1:8080/')).toEqual({ href: 'http://127.0.0.1:8080/', target: '127.0.0.1:8080' });
  expect(safeLink('mailto:a@example.org')?.target).toBe('a@example.org');
  expect(safeLink('https://аpple.com/')?.target).toBe('xn--pple-43d.com');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'jav\tascript:alert(1)',
  ' javascript:alert(1)',
  'java\u200bscript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>1</script>',
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:x',
  'search-ms:x',
  'shell:x',
  'vscode:x',
  'app://ui/x',
  '\\\\host\\share',
  '//host/path',
  '/path',
  '#anchor',
  'https:\\\\b',
  'https:example.org',
  'https://a@b/',
  'https://user:pw@b/',
  'https://b/\r\nx',
  'https://b/\u202etxt',
  `https://b/${'a'.repeat(65_536)}`,
  '',
  'https://',
  'example.org',
])('%j is not a link', (address) => {
  expect(safeLink(address)).toBeNull();
});
