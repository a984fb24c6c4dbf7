/** Which commands fit what was typed, and what each would run on. Pure: the typing rule of Quick ask in one place. */
import { quickCommandSchema } from '#shared/contract/writing-contract.ts';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';

/** `run` asks the model at once; `arm` waits for the text. */
export interface CommandChoice {
  readonly command: QuickCommand;
  readonly action: 'run' | 'arm';
  readonly text: string;
}

/** A pasted text this long, or with more than one line, becomes a chip instead of filling the box. */
export const CLIP_CHARACTERS = 200;
const ON_TEXT = quickCommandSchema.options.filter((command) => command !== 'ask');

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

/** The question and the text it is about, as one prompt. */
export function askAbout(question: string, clip: string): string {
  return `${question}\n\n${clip}`;
}

/**
 * In the order of the list, the first is what Enter does. A typed command name filters; any longer text keeps Ask first
 * and offers the others on the same text. A slash before a name is habit from elsewhere and changes nothing. With a clip, commands run on the clip and what is typed is a filter or a question.
 */
export function choicesFor(typed: string, clip: string | null, names: Names): CommandChoice[] {
  const text = typed.trim();
  if (text === '') {
    if (clip !== null) return ON_TEXT.map((command) => ({ command, action: 'run', text: clip }));
    return quickCommandSchema.options.map((command) => ({ command, action: 'arm', text: '' }));
  }
  const ask: CommandChoice = { command: 'ask', action: 'run', text: clip === null ? text : askAbout(text, clip) };
  const name = text.replace(/^\/(?=.)/, '');
  const matches = quickCommandSchema.options.flatMap((command) => matchName(name, command, names) ?? []);
  if (clip !== null) {
    const onClip = matches.filter(({ command, rest }) => command !== 'ask' && (rest === null || rest === ''));
    return [...onClip.map(({ command }): CommandChoice => ({ command, action: 'run', text: clip })), ask];
  }
  if (matches.length > 0) {
    const named = matches.map(({ command, rest }): CommandChoice =>
      rest ? { command, action: 'run', text: rest } : { command, action: 'arm', text: '' },
    );
    return [...named, ...(matches.some(({ command }) => command === 'ask') ? [] : [ask])];
  }
  return [ask, ...ON_TEXT.map((command): CommandChoice => ({ command, action: 'run', text }))];
}
