import type { ImportSource } from '#shared/models/transfer.ts';

/** Names of programs are the same in every language. */
export const SOURCE_NAMES: Readonly<Record<ImportSource, string>> = {
  inkstone: 'Inkstone',
  chatgpt: 'ChatGPT',
  claude: 'Claude',
  'open-webui': 'Open WebUI',
  'cherry-studio': 'Cherry Studio',
  markdown: 'Markdown',
};
