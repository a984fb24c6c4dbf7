/** Which commands fit what was typed, and what each would run on. Pure: the typing rule of Quick ask in one place. */
import { quickCommandSchema } from '#shared/contract/writing-contract.ts';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';

/** `run` asks the model at once; `arm` waits for the rest. `instruction` is what was typed to the model, `text` what it works on. */
export interface CommandChoice {
  readonly command: QuickCommand;
  readonly action: 'run' | 'arm';
  readonly text: string;
  readonly instruction: string;
}

/** A pasted text this long, or with more than one line, becomes a chip instead of filling the box. */
export const CLIP_CHARACTERS = 200;
const ALL = quickCommandSchema.options;
/** Need nothing but a text. */
const ON_TEXT = ALL.filter((command) => command !== 'ask' && command !== 'custom');

export function isClip(pasted: string): boolean {
  return pasted.trim().length > CLIP_CHARACTERS || /\n/.test(pasted.trim());
}

/** Every name a command answers to: the one on screen and the English one. */
type Names = (command: QuickCommand) => readonly string[];

interface NameMatch {
  readonly command: QuickCommand;
  /** What follows the complete name; null while the name itself is being typed. */
  readonly rest: string | null;
}

function matchName(typed: string, command: QuickCommand, names: Names): NameMatch | null {
  const lower = typed.toLowerCase();
  for (const name of names(command).map((one) => one.toLowerCase())) {
    if (name.startsWith(lower)) return { command, rest: null };
    const rest = typed.slice(name.length);
    if (lower.startsWith(name) && /^[\s:：,，]/.test(rest)) return { command, rest: rest.replace(/^[\s:：,，]+/, '') };
  }
  return null;
}

const runOn = (command: QuickCommand, text: string): CommandChoice => ({ command, action: 'run', text, instruction: '' });
const arm = (command: QuickCommand, instruction = ''): CommandChoice => ({ command, action: 'arm', text: '', instruction });
const ask = (instruction: string, text = ''): CommandChoice => ({ command: 'ask', action: 'run', text, instruction });

function choicesWithoutClip(typed: string, matches: readonly NameMatch[]): CommandChoice[] {
  if (typed === '') return ALL.map((command) => arm(command));
  if (matches.length === 0) return [ask(typed), ...ON_TEXT.map((command) => runOn(command, typed))];
  const named = matches.map(({ command, rest }) => {
    if (!rest) return arm(command);
    if (command === 'ask') return ask(rest);
    return command === 'custom' ? arm(command, rest) : runOn(command, rest);
  });
  return [...named, ...(matches.some(({ command }) => command === 'ask') ? [] : [ask(typed)])];
}

function choicesOnClip(typed: string, clip: string, matches: readonly NameMatch[]): CommandChoice[] {
  if (typed === '') return [...ON_TEXT.map((command) => runOn(command, clip)), arm('custom')];
  const named = matches.filter(({ command, rest }) => command !== 'ask' && !rest).map(({ command }) => command);
  const own: CommandChoice = { command: 'custom', action: 'run', text: clip, instruction: typed };
  const asked = ask(typed, clip);
  return [
    ...named.map((command) => (command === 'custom' ? arm(command) : runOn(command, clip))),
    ...(/[?？]$/.test(typed) ? [asked, own] : [own, asked]),
  ];
}

/**
 * In the order of the list, the first is what Enter does. A typed command name filters; any longer text keeps Ask first
 * and offers the others on the same text. A slash before a name is habit from elsewhere and changes nothing. With a clip,
 * commands run on the clip, and other words are what to do with it, or a question about it when they end like one.
 */
export function choicesFor(typed: string, clip: string | null, names: Names): CommandChoice[] {
  const text = typed.trim();
  const name = text.replace(/^\/(?=.)/, '');
  const matches = text === '' ? [] : ALL.flatMap((command) => matchName(name, command, names) ?? []);
  return clip === null ? choicesWithoutClip(text, matches) : choicesOnClip(text, clip, matches);
}
