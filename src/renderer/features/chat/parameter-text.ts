/** Parameters as the user types them. */
import type { ParameterName, ParameterOverrides, Parameters } from '#shared/models/parameters.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';

/** Empty means "no limit" or "a fresh one each time". */
const NULLABLE: ReadonlySet<ParameterName> = new Set(['maxTokens', 'seed']);

export function parameterText(value: Parameters[ParameterName]): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

function rawValue(name: ParameterName, text: string): unknown {
  if (name === 'systemPrompt') return text;
  if (name === 'stop') return text.split('\n').filter((line) => line !== '');
  if (text.trim() === '') return NULLABLE.has(name) ? null : Number.NaN;
  return Number(text.trim().replace(',', '.'));
}

/** The override the text stands for, or null when it is outside what the parameter allows. */
export function parseParameter(name: ParameterName, text: string): ParameterOverrides | null {
  const parsed = parameterOverridesSchema.safeParse({ [name]: rawValue(name, text) });
  return parsed.success ? parsed.data : null;
}
