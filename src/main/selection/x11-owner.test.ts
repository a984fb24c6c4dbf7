import { describe, expect, it } from 'vitest';
import { cookieFor, createFindOwner, isSameProgram, ownerIn } from './x11-owner.ts';

const field = (text: string | Buffer): Buffer => {
  const data = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([length, data]);
};
const entry = (family: number, address: string, number: string, name: string, data: string): Buffer => {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(family);
  return Buffer.concat([head, ...[address, number, name, data].map(field)]);
};

describe('the cookie', () => {
  const file = Buffer.concat([
    entry(256, 'elsewhere', '1', 'MIT-MAGIC-COOKIE-1', 'of another machine'),
    entry(256, 'here', '2', 'MIT-MAGIC-COOKIE-1', 'of another display'),
    entry(256, 'here', '1', 'XDM-AUTHORIZATION-1', 'of another kind'),
    entry(256, 'here', '1', 'MIT-MAGIC-COOKIE-1', 'ours'),
    entry(65_535, '', '', 'MIT-MAGIC-COOKIE-1', 'for all'),
  ]);
  it('is that of this machine and display, else the one for all', () => {
    expect(cookieFor(file, '1', 'here').toString()).toBe('ours');
    expect(cookieFor(file, '3', 'here').toString()).toBe('for all');
  });
  it('is none in a file that is cut off or not one at all', () => {
    expect(cookieFor(file.subarray(0, 40), '1', 'here')).toHaveLength(0);
    expect(cookieFor(Buffer.from('nonsense, and more of it'), '1', 'here')).toHaveLength(0);
  });
});

describe('what the server says', () => {
  const setup = Buffer.alloc(40);
  setup[0] = 1;
  setup.writeUInt16LE(8, 6);
  setup.writeUInt32LE(0x00_1f_ff_ff, 16);
  const packet = (kind: number, owner: number): Buffer => {
    const made = Buffer.alloc(32);
    made[0] = kind;
    made.writeUInt32LE(owner, 8);
    return made;
  };
  it('is waited for, byte by byte, past what is said to every program', () => {
    const said = Buffer.concat([setup, packet(34, 7), packet(1, 0x40_00_18)]);
    for (let length = 0; length < said.length; length += 1) expect(ownerIn(said.subarray(0, length))).toBeUndefined();
    expect(ownerIn(said)).toEqual({ window: 0x40_00_18, mask: 0x00_1f_ff_ff });
  });
  it('is nothing when it refuses, fails, makes no sense, or nobody holds the selection', () => {
    expect(ownerIn(Buffer.alloc(8))).toBeNull();
    expect(ownerIn(Buffer.concat([setup, packet(0, 1)]))).toBeNull();
    expect(ownerIn(Buffer.concat([setup, packet(1, 0)]))).toBeNull();
    expect(ownerIn(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
  });
});

it('windows of one program differ only in the bits that it chooses itself', () => {
  const owner = { window: 0x40_00_18, mask: 0x00_1f_ff_ff };
  expect([isSameProgram(owner, 0x40_00_0c), isSameProgram(owner, 0x60_00_0c)]).toEqual([true, false]);
});

// Catches: a display of another machine asked over the network.
it('a display that is not on this machine is not asked', async () => {
  expect(await createFindOwner({ DISPLAY: 'localhost:10.0' })(50)).toBeNull();
  expect(await createFindOwner({})(50)).toBeNull();
});
