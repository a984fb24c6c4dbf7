/**
 * How files and words become one turn of the prompt. Each file stands in front of the words, in this form, with more backticks around it
 * than it has in a row itself, so that no file can end its own block:
 *
 *     File "report.pdf" (pages 2-4 of 9):
 *     ```
 *     text
 *     ```
 */
export interface PromptAttachment {
  readonly name: string;
  /** Empty for the whole file. */
  readonly part: string;
  readonly text: string;
}

const LEAST_FENCE = 3;

export function attachmentBlock({ name, part, text }: PromptAttachment): string {
  const longest = (text.match(/`+/gu) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(LEAST_FENCE, longest + 1));
  return `File "${name}"${part === '' ? '' : ` (${part})`}:\n${fence}\n${text}\n${fence}`;
}

/** The turn as the model reads it. */
export const withAttachments = (text: string, attachments: readonly PromptAttachment[]): string =>
  [...attachments.map(attachmentBlock), text].filter((piece) => piece !== '').join('\n\n');
