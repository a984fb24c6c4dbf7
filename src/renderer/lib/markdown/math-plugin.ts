/**
 * TeX in answers: `\( \)`, `\[ \]`, `$$`, and single dollars where they can only be meant as math. KaTeX renders without trust:
 * no links, no includes, no macros that expand without end.
 */
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-llm-math';
import rehypeKatex from 'rehype-katex';
import type { MathPlugin } from 'streamdown';

type Extension = ReturnType<typeof math>;
type Construct = Exclude<NonNullable<NonNullable<Extension['text']>[number]>, readonly unknown[]>;
type Tokenize = Construct['tokenize'];
type Effects = Parameters<Tokenize>[0];
type State = Parameters<Tokenize>[1];
type Code = Parameters<State>[0];

const DOLLAR = 36;
const MAX_INLINE_LENGTH = 300;

const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;
/** Negative codes are line endings and tabs in micromark. */
const isGap = (code: Code): boolean => code === null || code < 0 || code === 32;

/**
 * Looks ahead without consuming: `$x$` is math when nothing separates the dollars from their content, the content neither
 * starts with a digit ("$5 and $10") nor spans lines, and no digit follows. `$$` is always let through.
 */
const plausibleMath: Construct = {
  partial: true,
  tokenize(effects: Effects, ok: State, nok: State): State {
    let length = 0;
    let previous: Code = null;
    const open: State = (code) => {
      effects.enter('mathTextSequence');
      effects.consume(code);
      return first;
    };
    const leave = (result: State, code: Code): State | undefined => {
      effects.exit('mathTextSequence');
      return result(code);
    };
    const first: State = (code) => {
      if (code === DOLLAR) return leave(ok, code);
      return isGap(code) || isDigit(code) ? leave(nok, code) : inside(code);
    };
    const inside: State = (code) => {
      length += 1;
      if (code === null || code === -5 || code === -4 || code === -3 || length > MAX_INLINE_LENGTH) return leave(nok, code);
      if (code === DOLLAR && previous !== 92) {
        if (isGap(previous)) return leave(nok, code);
        effects.consume(code);
        return after;
      }
      previous = code;
      effects.consume(code);
      return inside;
    };
    const after: State = (code) => leave(isDigit(code) ? nok : ok, code);
    return open;
  },
};

const cautious = (construct: Construct): Construct => ({
  ...construct,
  tokenize(this: ThisParameterType<Tokenize>, effects: Effects, ok: State, nok: State): State {
    return effects.check(plausibleMath, construct.tokenize.call(this, effects, ok, nok), nok);
  },
});

function mathSyntax(): Extension {
  const syntax = math({ singleDollarTextMath: true });
  const text = syntax.text?.[DOLLAR];
  if (text === undefined) return syntax;
  const constructs = Array.isArray(text) ? text : [text];
  return { ...syntax, text: { ...syntax.text, [DOLLAR]: constructs.map(cautious) } };
}

const added = (data: object, name: string, extension: unknown): unknown[] => {
  const before: unknown = Reflect.get(data, name);
  const extensions: readonly unknown[] = Array.isArray(before) ? before : [];
  return [...extensions, extension];
};

const remarkMath: MathPlugin['remarkPlugin'] = function () {
  const data = this.data();
  Object.assign(data, {
    micromarkExtensions: added(data, 'micromarkExtensions', mathSyntax()),
    fromMarkdownExtensions: added(data, 'fromMarkdownExtensions', mathFromMarkdown()),
  });
};

export const mathPlugin: MathPlugin = {
  name: 'katex',
  type: 'math',
  remarkPlugin: remarkMath,
  rehypePlugin: [
    rehypeKatex,
    {
      throwOnError: false,
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
      maxSize: 20,
      output: 'htmlAndMathml',
      errorColor: 'currentcolor',
    },
  ],
};
