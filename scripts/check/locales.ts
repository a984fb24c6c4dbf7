/** Compares the locales: the same keys and placeholders everywhere, nothing left in English, no text that nobody shows. */
import { toNode, walk } from './source-files.ts';
import type { SourceFile, SyntaxNode } from './source-files.ts';

/** Full keys (`namespace.path.to.text`) to texts. */
export type Texts = ReadonlyMap<string, string>;

/** Texts that are rightly the same in both languages: names, symbols and units. */
const SAME_EVERYWHERE =
  /^[\W\d_]*$|^(Inkstone|GGUF|GPU|CPU|Markdown|JSON|English|简体中文|中文|Top-?[KkPp]|Min-?[Pp]|Ctrl|Esc|Enter|Tab|URL|API|OK)$/;
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Flattens a locale object. */
export function flatten(value: unknown, prefix = ''): Texts {
  if (typeof value === 'string') return new Map([[prefix, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, child]) => [...flatten(child, prefix === '' ? key : `${prefix}.${key}`)]));
}

/** What differs between the source language and another one, one line each. */
export function compareLocales(source: Texts, other: Texts, language: string): readonly string[] {
  const bases = (texts: Texts): ReadonlySet<string> => new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')));
  const sourceBases = bases(source);
  const otherBases = bases(other);
  const missing = [...sourceBases].filter((key) => !otherBases.has(key)).map((key) => `${language} lacks ${key}`);
  const extra = [...otherBases].filter((key) => !sourceBases.has(key)).map((key) => `${language} has ${key}, which English lacks`);
  const wrong = [...other].flatMap(([key, text]) => {
    const original = source.get(key) ?? source.get(key.replace(PLURAL, '_other'));
    if (original === undefined) return [];
    const untranslated = text === original && !SAME_EVERYWHERE.test(withoutPlaceholders(text).trim());
    return [
      ...(untranslated ? [`${language} ${key} is still English: “${text}”`] : []),
      ...(placeholders(text) === placeholders(original) ? [] : [`${language} ${key} has other placeholders than English`]),
      ...(text.trim() === '' && original.trim() !== '' ? [`${language} ${key} is empty`] : []),
    ];
  });
  return [...missing, ...extra, ...wrong];
}

/** Keys that no source file names, neither as a whole nor by a template such as `errors.${code}`. */
export function findUnusedKeys(texts: Texts, files: readonly SourceFile[]): readonly string[] {
  const literals = new Set<string>();
  const templates: RegExp[] = [];
  for (const file of files) {
    for (const node of walk(file.program)) {
      if (node.type === 'Literal' && typeof node['value'] === 'string') literals.add(node['value']);
      const template = node.type === 'TemplateLiteral' ? templatePattern(node) : undefined;
      if (typeof template === 'string') literals.add(template);
      else if (template !== undefined) templates.push(template);
    }
  }
  const isUsed = (name: string): boolean => literals.has(name) || templates.some((pattern) => pattern.test(name));
  return [...texts.keys()].filter((key) => !namesOf(key).some(isUsed));
}

/** The ways in which code may name a key: with the namespace before a dot or a colon, or without. Plural forms share one name. */
function namesOf(key: string): readonly string[] {
  const base = key.replace(PLURAL, '');
  const dot = base.indexOf('.');
  return dot < 0 ? [base] : [base, `${base.slice(0, dot)}:${base.slice(dot + 1)}`, base.slice(dot + 1)];
}

function templatePattern(node: SyntaxNode): RegExp | string | undefined {
  const quasis = node['quasis'];
  if (!Array.isArray(quasis)) return undefined;
  const parts = quasis.map((quasi) => {
    const value: unknown = toNode(quasi)?.['value'];
    return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string' ? value.cooked : '';
  });
  if (parts.length === 1) return parts[0];
  // A template must begin like a key; `${a}.${b}` would match everything and prove nothing.
  return /^[A-Za-z][\w-]*[.:]/.test(parts[0] ?? '') ? new RegExp(`^${parts.map((part) => RegExp.escape(part)).join('.+')}$`) : undefined;
}

function placeholders(text: string): string {
  return [...new Set(Array.from(text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g), (match) => match[1] ?? ''))].toSorted().join();
}

function withoutPlaceholders(text: string): string {
  return text.replaceAll(/\{\{[^}]*\}\}/g, '');
}
