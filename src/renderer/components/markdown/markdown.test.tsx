import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import '../../lib/i18n.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { Markdown } from './markdown.tsx';

const show = (text: string, isStreaming = false): HTMLElement =>
  render(
    <QueryClientProvider client={queryClient}>
      <Markdown text={text} isStreaming={isStreaming} />
    </QueryClientProvider>,
  ).container;

const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  '<svg onload=alert(1)><image href="https://evil.test/a"/></svg>',
  '<iframe srcdoc="<script>1</script>"></iframe>',
  '<object data="https://evil.test"></object>',
  '<style>@import "https://evil.test/a.css"</style>',
  '<form action="https://evil.test"><input></form>',
  '<meta http-equiv=refresh content="0;url=https://evil.test">',
  '<base href="https://evil.test/">',
  '<link rel=preload href="https://evil.test/x" as=image>',
  '<script>alert(1)</script>',
  '[a](javascript:alert(1))',
  '[b](data:text/html,<script>1</script>)',
  '[c](jav\tascript:alert(1))',
  '[d](&#106;avascript:alert(1))',
  '<javascript:alert(1)>',
  '![e](https://evil.test/e.png)',
  '![f][ref]\n\n[ref]: https://evil.test/f.png',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '\\(\\href{javascript:alert(1)}{x}\\)',
  '\\(\\includegraphics{https://evil.test/g.png}\\)',
  '$$\\url{javascript:alert(1)}$$',
  '\\(\\htmlData{a=b}{x}\\)',
  '```mermaid\n%%{init: {"securityLevel":"loose"}}%%\ngraph TD; A-->B; click A "javascript:alert(1)"\n```',
  'text[^1]\n\n[^1]: ![g](https://evil.test/h.png)',
];

test('nothing a model writes becomes a node that runs, loads or posts', () => {
  for (const text of [...HOSTILE, HOSTILE.join('\n\n')]) {
    const shown = show(text);
    const forbidden =
      'script, iframe, object, embed, style, link, meta, base, form, input, img, image, video, audio, source, template, use, [srcdoc], [src], [srcset]';
    expect(shown.querySelector(forbidden), text).toBeNull();
    for (const node of shown.querySelectorAll('*')) {
      for (const { name, value } of node.attributes) {
        expect(name.startsWith('on'), `${text}: ${name}`).toBe(false);
        expect(/^\s*(javascript|data|vbscript):/iu.test(value), `${text}: ${name}=${value}`).toBe(false);
      }
    }
    for (const link of shown.querySelectorAll('a')) expect(link.href).toMatch(/^(https?|mailto):/u);
  }
});

test('an image is named with its address and never requested', () => {
  const shown = show('![a cat](https://evil.test/cat.png?secret=1)');
  expect(shown).toHaveTextContent('Image not loaded: a cat');
  expect(shown).toHaveTextContent('https://evil.test/cat.png?secret=1');
});

test('raw HTML stays readable as text', () => {
  expect(show('Use the <b>bold</b> tag')).toHaveTextContent('Use the <b>bold</b> tag');
});

test('a link names its host before anything opens', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  show('See [the docs](https://example.org/docs)');
  await userEvent.click(screen.getByRole('link', { name: 'the docs' }));
  expect(open).not.toHaveBeenCalled();
  expect(screen.getByRole('dialog', { name: 'Open example.org?' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Open link' }));
  expect(open.mock.calls).toEqual([['https://example.org/docs', '_blank', 'noopener,noreferrer']]);
});

test('dollars are money unless they can only be math', () => {
  expect(show('It costs $5 and $10, or $x and $y.').querySelector('.katex')).toBeNull();
  expect(show('It costs US$5 and **$10**.').querySelector('strong')).toHaveTextContent('$10');
  for (const text of ['Let $x^2$ be', 'Let \\(x^2\\) be', '\\[\nx^2\n\\]', '$$x^2$$', '$$\nx^2\n$$']) {
    expect(show(text).querySelector('.katex'), text).not.toBeNull();
  }
});

test('Chinese emphasis needs no spaces', () => {
  expect(show('**重点。**后文').querySelector('strong')).toHaveTextContent('重点。');
});

test('code keeps its text, names its language and can be copied whole', async () => {
  const user = userEvent.setup();
  show('```python\nprint("a < b")\n\nx = 1\n```');
  expect(screen.getByText('python')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Copy code' }));
  expect(await navigator.clipboard.readText()).toBe('print("a < b")\n\nx = 1');
});

test('two answers with footnotes repeat no id', () => {
  const shown = show('a[^1]\n\n[^1]: note');
  expect(shown.querySelector('[id], [aria-describedby]')).toBeNull();
});

test('text that is still being written shows no half markup', () => {
  expect(show('This is **impor', true).querySelector('strong')).toHaveTextContent('impor');
});

test.each([
  ['a line of a megabyte', 'x'.repeat(1_000_000)],
  ['nested quotes', '>'.repeat(100_000)],
  ['an unclosed fence', `\`\`\`js\n${'const a = 1;\n'.repeat(2_000)}`],
])('%s is shown within a second', (_name, text) => {
  const before = performance.now();
  show(text, true);
  expect(performance.now() - before).toBeLessThan(1_000);
});
