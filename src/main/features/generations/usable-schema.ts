import { AppError } from '#shared/errors/app-error.ts';
import { schemaGrammar } from '#shared/utils/json-schema-grammar.ts';

/** Called before a turn is committed. @throws AppError JSON_SCHEMA_UNUSABLE with reason, place and keyword */
export function requireUsableSchema(schema: string | null): void {
  if (schema === null) return;
  const result = schemaGrammar(schema);
  if ('problem' in result) throw new AppError('JSON_SCHEMA_UNUSABLE', { ...result.problem });
}
