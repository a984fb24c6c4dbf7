/** A benchmark's result as rows for a table: `queries.common word.p95Ms` and a number with a fitting count of digits. */
export function flattenNumbers(value: unknown, prefix = ''): readonly (readonly [key: string, text: string])[] {
  if (typeof value === 'number') return [[prefix, format(value)]];
  if (typeof value === 'string' || typeof value === 'boolean') return [[prefix, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => flattenNumbers(child, prefix === '' ? key : `${prefix}.${key}`));
}

function format(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 3 : 1);
}
