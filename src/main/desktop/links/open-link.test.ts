import { describe, expect, it } from 'vitest';
import { desktopStrings } from '../strings/desktop-strings.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { createLinkGate, parseExternalLink } from './open-link.ts';

describe('H20: addresses that must never leave', () => {
  it.each([
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'shell:startup',
    'vscode://file/etc/passwd',
    'app://ui/index.html',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ftp://example.org/',
    'ws://example.org/',
    '\\\\host\\share',
    '//example.org/',
    'https://a@b.example/',
    'https://a:b@c.example/',
    'https:\\\\b.example',
    'https:b.example',
    'https:/b.example',
    'https:///b.example',
    'https://example.org/\r\nX: 1',
    'https://example.org/\0',
    'https://example.org/\u202Egpj.exe',
    'https://exam\u200Bple.org/',
    ' https://example.org/',
    'https://example.org/ ',
    'https://',
    `https://example.org/${'a'.repeat(65_536)}`,
    'mailto:a@example.org?attach=/etc/passwd',
    'mailto:a@example.org,b@example.org',
    'mailto:?to=a@example.org',
    'mailto:',
    'example.org',
    '',
  ])('%j', (address) => expect(parseExternalLink(address)).toBeNull());
});

it.each([
  ['https://example.org', 'https://example.org/'],
  ['HTTP://EXAMPLE.org:80/a?b=c#d', 'http://example.org/a?b=c#d'],
  ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
  ['https://аpple.com/', 'https://xn--pple-43d.com/'],
  ['mailto:a@example.org?subject=Hi', 'mailto:a@example.org?subject=Hi'],
])('%s is passed on as we read it: %s', (address, expected) => expect(parseExternalLink(address)?.href).toBe(expected));

describe('the gate', () => {
  const gateOf = (fake: ReturnType<typeof createElectronFake>): ((address: string) => Promise<boolean>) =>
    createLinkGate({ dialog: fake.electron.dialog, shell: fake.electron.shell, owner: () => null, strings: desktopStrings('en') });

  it('opens what the user confirmed, having shown the true host', async () => {
    const fake = createElectronFake();
    expect(await gateOf(fake)('https://аpple.com')).toBe(true);
    expect(fake.asked).toMatchObject([
      { message: 'Open xn--pple-43d.com outside Inkstone?', detail: 'https://xn--pple-43d.com/', cancelId: 1 },
    ]);
    expect(fake.opened).toEqual(['https://xn--pple-43d.com/']);
  });
  it('opens nothing that the user refused', async () => {
    const fake = createElectronFake();
    fake.answer = 1;
    expect([await gateOf(fake)('https://example.org'), fake.opened]).toEqual([false, []]);
  });
  it('does not even ask about a forbidden address', async () => {
    const fake = createElectronFake();
    expect([await gateOf(fake)('file:///etc/passwd'), fake.asked, fake.opened]).toEqual([false, [], []]);
  });
  it('asks one question at a time, and again afterwards', async () => {
    const fake = createElectronFake();
    const open = gateOf(fake);
    expect(await Promise.all([open('https://a.example'), open('https://b.example')])).toEqual([true, false]);
    expect(await open('https://c.example')).toBe(true);
    expect(fake.opened).toEqual(['https://a.example/', 'https://c.example/']);
  });
});
