import { expect, test } from 'vitest';
import { schemaGrammar } from './json-schema-grammar.ts';

const problem = (schema: unknown) => {
  const result = schemaGrammar(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return 'problem' in result ? result.problem : null;
};
const rulesOf = (schema: unknown) => {
  const result = schemaGrammar(JSON.stringify(schema));
  if ('problem' in result) throw new Error(result.problem.reason);
  return result.grammar.split('\n').filter((line) => /^(?:r\d+|root) /u.test(line));
};

test('properties come in their order; what is not required may be left out, and nothing else is added', () => {
  expect(rulesOf({ type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } }, required: ['b'] })).toEqual([
    String.raw`r1 ::= "\"a\"" space ":" space integer`,
    String.raw`r2 ::= "\"b\"" space ":" space string`,
    'r3 ::= "{" space r2 ("," space r1)? "}" space',
    'root ::= r3',
  ]);
});

test('enum, const, lists and choices', () => {
  expect(rulesOf({ type: 'array', items: { enum: ['a"b', 2, null] }, minItems: 1, maxItems: 3 })).toEqual([
    String.raw`r1 ::= ("\"a\\\"b\"" | "2" | "null") space`,
    'r2 ::= "[" space r1 ("," space r1){0,2} "]" space',
    'root ::= r2',
  ]);
  expect(rulesOf({ anyOf: [{ type: ['string', 'null'] }, { const: true }] })).toEqual([
    'r1 ::= string | null',
    'r2 ::= "true" space',
    'r3 ::= r1 | r2',
    'root ::= r3',
  ]);
});

test('a tree refers to itself behind a brace', () => {
  const tree = {
    $ref: '#/$defs/tree',
    $defs: { tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/$defs/tree' } } } } },
  };
  expect(problem(tree)).toBeNull();
});

// Catches: a constraint that is dropped silently, so that "valid" output is not valid.
test.each([
  [
    { type: 'string', pattern: '^a' },
    { reason: 'unsupported', where: '$', what: 'pattern' },
  ],
  [
    { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } },
    { reason: 'unsupported', where: '$.age', what: 'minimum' },
  ],
  [{ allOf: [] }, { reason: 'unsupported', where: '$', what: 'allOf' }],
  [
    { type: 'string', format: 'email' },
    { reason: 'unsupported', where: '$', what: 'format: email' },
  ],
  [{ type: 'colour' }, { reason: 'not-a-schema', where: '$', what: 'type: colour' }],
  [{ $ref: '#/$defs/nothing' }, { reason: 'unknown-reference', where: '$', what: '#/$defs/nothing' }],
  [{ $ref: '#' }, { reason: 'endless', where: '$', what: '#' }],
  [
    { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }] } } },
    { reason: 'endless', where: '#/$defs/a.anyOf[0]', what: '#/$defs/a' },
  ],
  ['{', { reason: 'not-json', where: '$', what: '' }],
  ['[]', { reason: 'not-a-schema', where: '$', what: 'object' }],
  ['{"type":"array","items":'.repeat(600) + '{}' + '}'.repeat(600), { reason: 'too-large' }],
])('what cannot be promised is refused by name: %j', (schema, expected) => {
  expect(problem(schema)).toMatchObject(expected);
});
