import type { TextChange } from '../contract/writing-contract.ts';

/** Applies changes, given in ascending order and not overlapping, to the text that their offsets mean. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let at = 0;
  let result = '';
  for (const { start, end, added } of changes) {
    result += text.slice(at, start) + added;
    at = end;
  }
  return result + text.slice(at);
}
