/** Small PDFs and archives, made here byte by byte, so that nobody's file lies in the repository. */
import { crc32, deflateSync } from 'node:zlib';

interface PdfOptions {
  /** Names a password that nobody knows. */
  readonly isEncrypted?: boolean;
  /** What the pages hold is packed with zlib. */
  readonly isPacked?: boolean;
}

/** A page a text, in Helvetica. */
export function pdfOf(pages: readonly string[], { isEncrypted = false, isPacked = false }: PdfOptions = {}): Uint8Array {
  const plain = pages.map((text) => (text === '' ? '' : `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`));
  const contents = isPacked ? plain.map((text) => deflateSync(text, { level: 1 }).toString('latin1')) : plain;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_text, index) => `${4 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${content.length}${isPacked ? ' /Filter /FlateDecode' : ''} >>\nstream\n${content}\nendstream`,
    ]),
    ...(isEncrypted ? [`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`] : []),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  const lock = isEncrypted ? ` /Encrypt ${objects.length} 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]` : '';
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** `stored` as they are, `deflated` as somebody has packed them; what is said of their sizes is a lie. */
export function zipOf(stored: Readonly<Record<string, string>>, deflated: Readonly<Record<string, Buffer>> = {}): Uint8Array {
  const entries = [
    ...Object.entries(stored).map(([name, text]) => ({ name: Buffer.from(name), data: Buffer.from(text), method: 0 })),
    ...Object.entries(deflated).map(([name, data]) => ({ name: Buffer.from(name), data, method: 8 })),
  ];
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method } of entries) {
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(method === 0 ? crc32(data) : 0, 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, name, data]);
    const central = Buffer.alloc(46);
    central.write('PK\u0001\u0002', 'latin1');
    central.writeUInt16LE(20, 4);
    shared.copy(central, 6, 0, 26);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    files.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}
