/**
 * Values as text and back, by the rules of the structured clone: what the wire cannot carry is refused as Electron refuses it,
 * never dropped. Self-contained, because the page gets its source: it must use nothing from outside and run in both places.
 */

export interface Codec {
  /** @throws Error `An object could not be cloned.` */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** Text stays short for what is sent most: strings, numbers, plain objects. Everything else is `[tag, …]`. */
export function createCodec(): Codec {
  type Coded = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };
  const VIEWS = [
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'DataView',
  ];
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
    return btoa(text);
  };
  const fromBase64 = (text: string): ArrayBuffer => {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
    return bytes.buffer;
  };

  const pack = (value: unknown, seen: readonly object[]): Coded => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0) ? value : ['number', Object.is(value, -0) ? '-0' : String(value)];
    if (value === undefined) return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (typeof value !== 'object' || seen.includes(value)) return refuse();
    const inside = [...seen, value];
    const one = (item: unknown): Coded => pack(item, inside);
    const tag = tagOf(value);
    if (tag === 'ArrayBuffer') return ['buffer', toBase64(new Uint8Array(value as ArrayBuffer))];
    if (ArrayBuffer.isView(value)) {
      return ['view', VIEWS.includes(tag) ? tag : 'Uint8Array', toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    if (Array.isArray(value)) return ['array', ...value.map(one)];
    if (tag === 'Date') return ['date', one((value as Date).getTime())];
    if (tag === 'RegExp') return ['regexp', (value as RegExp).source, (value as RegExp).flags];
    if (tag === 'Map') return ['map', ...[...(value as Map<unknown, unknown>)].map(([key, item]) => [one(key), one(item)])];
    if (tag === 'Set') return ['set', ...[...(value as Set<unknown>)].map(one)];
    if (tag === 'Error') return ['error', String((value as Error).name), String((value as Error).message)];
    if (tag !== 'Object') return refuse();
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item)]));
  };

  const unpack = (coded: unknown): unknown => {
    if (typeof coded !== 'object' || coded === null) return coded;
    if (!Array.isArray(coded)) return Object.fromEntries(Object.entries(coded).map(([key, item]) => [key, unpack(item)]));
    const [tag, ...rest] = coded as [string, ...unknown[]];
    const text = String(rest[0]);
    switch (tag) {
      case 'number':
        return Number(text);
      case 'bigint':
        return BigInt(text);
      case 'buffer':
        return fromBase64(text);
      case 'view':
        return Reflect.construct(Reflect.get(globalThis, text) as Uint8ArrayConstructor, [fromBase64(String(rest[1]))]);
      case 'array':
        return rest.map(unpack);
      case 'date':
        return new Date(unpack(rest[0]) as number);
      case 'regexp':
        return new RegExp(text, String(rest[1]));
      case 'map':
        return new Map(rest.map((pair) => (pair as unknown[]).map(unpack) as [unknown, unknown]));
      case 'set':
        return new Set(rest.map(unpack));
      case 'error':
        return Object.assign(new Error(String(rest[1])), { name: text });
      default:
        return undefined;
    }
  };

  return { encode: (value) => JSON.stringify(pack(value, [])), decode: (text) => unpack(JSON.parse(text)) };
}
