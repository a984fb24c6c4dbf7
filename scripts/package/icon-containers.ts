/** Writes the two container formats of desktop icons. Both hold finished PNG images; nothing is scaled or compressed here. */

export interface PngImage {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Uint8Array;
}

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/** A Windows .ico (winuser.h: ICONDIR, ICONDIRENTRY). @throws Error for an image above 256 pixels, which the format cannot name */
export function createIco(images: readonly PngImage[]): Buffer {
  const head = Buffer.alloc(ICO_HEADER + ICO_ENTRY * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of images.entries()) {
    if (size > 256) throw new Error(`an .ico holds images up to 256 pixels, not ${size}`);
    const at = ICO_HEADER + ICO_ENTRY * index;
    head.writeUInt8(size % 256, at); // 0 means 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** The types of Apple's icns format that hold PNG: plain sizes, and the same number of points at twice the pixels. */
export const ICNS_TYPES: readonly { readonly type: string; readonly size: number }[] = [
  { type: 'icp4', size: 16 },
  { type: 'icp5', size: 32 },
  { type: 'ic07', size: 128 },
  { type: 'ic08', size: 256 },
  { type: 'ic09', size: 512 },
  { type: 'ic10', size: 1024 },
  { type: 'ic11', size: 32 },
  { type: 'ic12', size: 64 },
  { type: 'ic13', size: 256 },
  { type: 'ic14', size: 512 },
];

/** A macOS .icns with every type above. @throws Error where an image of a needed size is missing */
export function createIcns(images: readonly PngImage[]): Buffer {
  const blocks = ICNS_TYPES.flatMap(({ type, size }) => {
    const image = images.find((one) => one.size === size);
    if (image === undefined) throw new Error(`an .icns needs an image of ${size} pixels`);
    return [blockHead(type, image.png.length), image.png];
  });
  const body = Buffer.concat(blocks);
  return Buffer.concat([blockHead('icns', body.length), body]);
}

function blockHead(type: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(length + head.length, 4);
  return head;
}
