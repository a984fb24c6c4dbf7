/**
 * Turns a JSON schema into a grammar that a model can only follow (GBNF, llama.cpp's notation), or says which part of the
 * schema it cannot promise. Nothing is promised by halves: a keyword that the grammar could not keep is refused. Objects
 * without `required` get all of their properties, because a small model leaves out what it may; no others are ever added.
 */
import * as z from 'zod';

export const SCHEMA_PROBLEMS = ['not-json', 'not-a-schema', 'unsupported', 'unknown-reference', 'endless', 'too-large'] as const;

/** `where` is the path inside the schema, `$` at its top; `what` the keyword or value that is meant. */
export interface SchemaProblem {
  readonly reason: (typeof SCHEMA_PROBLEMS)[number];
  readonly where: string;
  readonly what: string;
}

export type SchemaGrammar = { readonly grammar: string } | { readonly problem: SchemaProblem };

const MAX_RULES = 500;
const MAX_REPEATS = 1_000;

const PRIMITIVES: Readonly<Record<string, string>> = {
  space: '| " " | "\\n" [ \\t]{0,20}',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\bfnrt/] | "u" [0-9a-fA-F]{4})',
  string: '"\\"" char* "\\"" space',
  integer: '"-"? ("0" | [1-9] [0-9]{0,15}) space',
  number: '"-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})? space',
  boolean: '("true" | "false") space',
  null: '"null" space',
  any: 'anyobject | anyarray | string | number | boolean | null',
  anyobject: '"{" space (string ":" space any ("," space string ":" space any)*)? "}" space',
  anyarray: '"[" space (any ("," space any)*)? "]" space',
  date: '"\\"" [0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [12] [0-9] | "3" [01]) "\\"" space',
  time: '"\\"" ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("Z" | [-+] [0-9]{2} ":" [0-9]{2}) "\\"" space',
  datetime:
    '"\\"" [0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [12] [0-9] | "3" [01]) "T" ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("Z" | [-+] [0-9]{2} ":" [0-9]{2}) "\\"" space',
};
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['date', 'date'],
  ['time', 'time'],
  ['date-time', 'datetime'],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'boolean'],
  ['null', 'null'],
  ['object', 'anyobject'],
  ['array', 'anyarray'],
]);

const count = z.int().min(0).max(MAX_REPEATS).optional();
const words = z.string().optional();
/** Every keyword that is kept or that says nothing about what is valid. */
const nodeSchema = z.strictObject({
  type: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  enum: z.array(z.json()).min(1).max(MAX_REPEATS).optional(),
  const: z.json().optional(),
  anyOf: z.array(z.unknown()).min(1).optional(),
  oneOf: z.array(z.unknown()).min(1).optional(),
  $ref: words,
  $defs: z.record(z.string(), z.unknown()).optional(),
  definitions: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: count,
  maxItems: count,
  minLength: count,
  maxLength: count,
  format: words,
  title: words,
  description: words,
  default: z.unknown().optional(),
  examples: z.unknown().optional(),
  deprecated: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  writeOnly: z.boolean().optional(),
  $schema: words,
  $id: words,
  $comment: words,
});
type Node = z.infer<typeof nodeSchema>;

class Unusable extends Error {
  readonly problem: SchemaProblem;
  constructor(problem: SchemaProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

const refuse = (reason: SchemaProblem['reason'], where: string, what: string): never => {
  throw new Unusable({ reason, where, what: what.slice(0, 80) });
};

const literal = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;

const repeated = (item: string, least: number, most: number | undefined): string => {
  if (most === 0) return '';
  const more = `("," space ${item}){${Math.max(0, least - 1)},${most === undefined ? '' : most - 1}}`;
  return least === 0 ? `(${item} ${more})?` : `${item} ${more}`;
};

function createBuilder(root: Node) {
  const rules = new Map<string, string>();
  const references = new Map<string, string>();
  let made = 0;

  const add = (rule: string, where: string): string => {
    made += 1;
    if (made > MAX_RULES) refuse('too-large', where, String(MAX_RULES));
    rules.set(`r${made}`, rule);
    return `r${made}`;
  };

  const read = (raw: unknown, where: string): Node => {
    const parsed = nodeSchema.safeParse(raw === true ? {} : raw);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    if (issue?.code === 'unrecognized_keys') return refuse('unsupported', where, issue.keys.join(', '));
    return refuse('not-a-schema', where, issue?.path.join('.') ?? '');
  };

  /** `open`: the references on the way here without a brace or a bracket between them. */
  const build = (raw: unknown, where: string, open: readonly string[]): string => {
    const node = read(raw, where);
    const { type } = node;
    if (node.$ref !== undefined) return refer(node.$ref, where, open);
    if (node.const !== undefined) return add(`${literal(JSON.stringify(node.const))} space`, where);
    if (node.enum !== undefined) return add(`(${node.enum.map((value) => literal(JSON.stringify(value))).join(' | ')}) space`, where);
    const options = node.anyOf ?? node.oneOf;
    if (options !== undefined) {
      const name = node.anyOf === undefined ? 'oneOf' : 'anyOf';
      if (type !== undefined || node.properties !== undefined) refuse('unsupported', where, `${name} + type`);
      return add(options.map((option, index) => build(option, `${where}.${name}[${index}]`, open)).join(' | '), where);
    }
    if (Array.isArray(type)) return add(type.map((one) => ofType({ ...node, type: one }, one, where)).join(' | '), where);
    return ofType(node, type ?? (node.properties === undefined ? (node.items === undefined ? undefined : 'array') : 'object'), where);
  };

  const refer = (target: string, where: string, open: readonly string[]): string => {
    const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/u.exec(target)?.[1];
    const found = name === undefined ? undefined : (root.$defs?.[name] ?? root.definitions?.[name]);
    if (target !== '#' && found === undefined) return refuse('unknown-reference', where, target);
    if (open.includes(target)) return refuse('endless', where, target);
    const known = references.get(target);
    // Known, but still being built: fine behind a brace, and endless without one.
    if (known !== undefined) return known;
    const rule = add('', where);
    references.set(target, rule);
    rules.set(rule, build(target === '#' ? root : found, target, [...open, target]));
    return rule;
  };

  const ofType = (node: Node, type: string | undefined, where: string): string => {
    if (type === undefined) return 'any';
    if (type === 'object' && (node.properties !== undefined || (node.additionalProperties ?? true) !== true)) return object(node, where);
    if (type === 'array' && (node.items !== undefined || node.minItems !== undefined || node.maxItems !== undefined))
      return array(node, where);
    if (type === 'string' && node.format !== undefined)
      return FORMATS.get(node.format) ?? refuse('unsupported', where, `format: ${node.format}`);
    if (type === 'string' && (node.minLength !== undefined || node.maxLength !== undefined)) {
      return add(`"\\"" char{${node.minLength ?? 0},${node.maxLength ?? ''}} "\\"" space`, where);
    }
    return TYPES.get(type) ?? refuse('not-a-schema', where, `type: ${type}`);
  };

  const array = ({ items, minItems = 0, maxItems }: Node, where: string): string =>
    add(`"[" space ${repeated(build(items ?? {}, `${where}.items`, []), minItems, maxItems)} "]" space`, where);

  const object = ({ properties = {}, required, additionalProperties }: Node, where: string): string => {
    const names = Object.keys(properties);
    if (names.length === 0 && additionalProperties === false) return add('"{" space "}" space', where);
    if (names.length === 0) {
      const value = build(additionalProperties ?? {}, `${where}.additionalProperties`, []);
      return add(`"{" space ${repeated(`string ":" space ${value}`, 0, undefined)} "}" space`, where);
    }
    const missing = required?.find((name) => !names.includes(name));
    if (missing !== undefined) refuse('not-a-schema', where, `required: ${missing}`);
    const must = names.filter((name) => required?.includes(name) ?? true);
    const may = names.filter((name) => !must.includes(name));
    const pair = (name: string): string =>
      `${literal(JSON.stringify(name))} space ":" space ${build(properties[name], `${where}.${name}`, [])}`;
    const rules = new Map(names.map((name) => [name, add(pair(name), where)]));
    const rule = (name: string): string => rules.get(name) ?? '';
    const optional = may.map((name) => `("," space ${rule(name)})?`);
    if (must.length > 0) return add(`"{" space ${must.map(rule).join(' "," space ')} ${optional.join(' ')} "}" space`, where);
    const starts = may.map((name, index) => [rule(name), ...optional.slice(index + 1)].join(' '));
    return add(`"{" space (${starts.join(' | ')})? "}" space`, where);
  };

  return { build, rules };
}

/** Pure. The text is JSON; the same schema always gives the same grammar. */
export function schemaGrammar(text: string): SchemaGrammar {
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) refuse('not-a-schema', '$', typeof raw);
    const parsed = nodeSchema.safeParse(raw);
    const { build, rules } = createBuilder(parsed.data ?? {});
    rules.set('root', build(raw, '$', ['#']));
    const lines = [...Object.entries(PRIMITIVES), ...rules].map(([name, rule]) => `${name} ::= ${rule}`);
    return { grammar: `${lines.join('\n')}\n` };
  } catch (error) {
    if (error instanceof Unusable) return { problem: error.problem };
    if (error instanceof SyntaxError) return { problem: { reason: 'not-json', where: '$', what: '' } };
    // Nested so deeply that the stack is full.
    if (error instanceof RangeError) return { problem: { reason: 'too-large', where: '$', what: '' } };
    throw error;
  }
}
