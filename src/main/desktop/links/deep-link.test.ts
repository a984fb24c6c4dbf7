import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOf, parseDeepLink } from './deep-link.ts';

const ID = '7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11';

describe('inkstone:// links', () => {
  it.each([
    ['inkstone://ask?text=What%20is%20ink%3F', { kind: 'ask', text: 'What is ink?' }],
    ['INKSTONE://ask/?text=a%0Ab%09c', { kind: 'ask', text: 'a\nb\tc' }],
    ['inkstone://new?text=%E4%BD%A0%E5%A5%BD%20%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB', { kind: 'new', text: '你好 👩‍💻' }],
    ['inkstone://new?text=javascript:alert(1)', { kind: 'new', text: 'javascript:alert(1)' }],
    [`inkstone://open/thread/${ID}`, { kind: 'open', threadId: ID }],
  ])('%s is understood', (address, link) => expect(parseDeepLink(address)).toEqual(link));

  it.each([
    ['another scheme', 'javascript:alert(1)'],
    ['another scheme inside', 'inkstone:javascript:alert(1)'],
    ['no host', 'inkstone:ask?text=a'],
    ['an unknown host', 'inkstone://settings?text=a'],
    ['a host that begins like ours', 'inkstone://ask.evil.com?text=a'],
    ['a user and a password', 'inkstone://ask@evil?text=a'],
    ['a user before our host', 'inkstone://evil:x@ask?text=a'],
    ['a port', 'inkstone://ask:80?text=a'],
    ['a fragment', 'inkstone://ask?text=a#b'],
    ['a path where none belongs', 'inkstone://ask/thread?text=a'],
    ['traversal', `inkstone://open/thread/../../${ID}`],
    ['encoded traversal', 'inkstone://open/thread/..%2f..%2fetc'],
    ['a thread id that is none', 'inkstone://open/thread/1'],
    ['a thread and a text', `inkstone://open/thread/${ID}?text=a`],
    ['a field that overrides the kind', 'inkstone://evil?kind=ask&text=a'],
    ['a field more', 'inkstone://ask?text=a&send=1'],
    ['a prototype', 'inkstone://ask?text=a&__proto__=1'],
    ['a field twice', 'inkstone://ask?text=a&text=b'],
    ['no text', 'inkstone://ask'],
    ['an empty text', 'inkstone://new?text=%20%0A'],
    ['a NUL', 'inkstone://ask?text=a%00b'],
    ['an escape sequence', 'inkstone://ask?text=%1B[2J'],
    ['a raw line break', 'inkstone://ask?text=a\n--no-sandbox'],
    ['a raw space', 'inkstone://ask?text=a --gpu-launcher=sh'],
    ['a raw quote of another script', 'inkstone://ask?text=“a'],
    ['a backslash', 'inkstone:\\\\ask?text=a'],
    ['turned writing', 'inkstone://ask?text=%E2%80%AEevil'],
    ['letters nobody sees', 'inkstone://ask?text=a%F3%A0%81%A1'],
    ['bytes that are no text', 'inkstone://ask?text=%C3%28'],
    ['a text that is too long', `inkstone://ask?text=${'a'.repeat(8_001)}`],
    ['64 KiB', `inkstone://ask?text=${'%20'.repeat(22_000)}a`],
  ])('%s is refused', (_case, address) => expect(parseDeepLink(address)).toBeNull());

  it('never throws, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (tail) => parseDeepLink(`inkstone://${tail}`) !== undefined));
  });
});

it.each([
  [['inkstone', 'inkstone://ask?text=a'], 'inkstone://ask?text=a'],
  [['electron', '/app', '--allow-x', 'Inkstone://new?text=a'], 'Inkstone://new?text=a'],
  [['inkstone', 'inkstone://ask?text=a', 'inkstone://ask?text=b'], null],
  [['inkstone', '--quick-ask'], null],
  [['inkstone://ask?text=program'], null],
])('H22: of %j the link is %s', (argv, link) => expect(linkOf(argv)).toBe(link));
