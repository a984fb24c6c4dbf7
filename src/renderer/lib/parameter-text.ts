/** Parameters as the user types them. */
import type { ParameterName, ParameterOverrides, Parameters } from '#shared/models/parameters.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import { schemaGrammar } from '#shared/utils/json-schema-grammar.ts';
import type { SchemaProblem } from '#shared/utils/json-schema-grammar.ts';

/** Empty means "no limit" or "a fresh one each time". */
const NULLABLE: ReadonlySet<ParameterName> = new Set(['maxTokens', 'seed', 'jsonSchema']);

export function parameterText(value: Parameters[ParameterName]): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

function rawValue(name: ParameterName, text: string): unknown {
  if (name === 'systemPrompt' || name === 'overflow') return text;
  if (name === 'stop') return text.split('\n').filter((line) => line !== '');
  if (text.trim() === '') return NULLABLE.has(name) ? null : Number.NaN;
  if (name === 'jsonSchema') return text;
  return Number(text.trim().replace(',', '.'));
}

/** Why no answer could be made to follow the schema that was typed; null for a good one and for every other parameter. */
export function findSchemaProblem(name: ParameterName, text: string): SchemaProblem | null {
  if (name !== 'jsonSchema' || text.trim() === '') return null;
  const result = schemaGrammar(text);
  return 'problem' in result ? result.problem : null;
}

/** The override the text stands for, or null when it is outside what the parameter allows. */
export function parseParameter(name: ParameterName, text: string): ParameterOverrides | null {
  if (findSchemaProblem(name, text)) return null;
  const parsed = parameterOverridesSchema.safeParse({ [name]: rawValue(name, text) });
  return parsed.success ? parsed.data : null;
}
