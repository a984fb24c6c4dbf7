/** Every keyboard shortcut of the window: its id and its keys. The page binds them, the help lists them, the native menus show them. */

export const SHORTCUT_GROUPS = ['everywhere', 'chats', 'answer'] as const;
type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

interface Shortcut {
  readonly group: ShortcutGroup;
  /** Alternatives, the first is the one shown. `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** Replaces `keys` in the browser host, where the browser keeps the usual ones for itself. */
  readonly browserKeys?: readonly string[];
}

export const SHORTCUT_IDS = [
  'chat',
  'quickAsk',
  'write',
  'translate',
  'playground',
  'models',
  'settings',
  'regions',
  'regionsBack',
  'zoomIn',
  'zoomOut',
  'zoomReset',
  'help',
  'palette',
  'search',
  'newChat',
  'temporaryChat',
  'sideBar',
  'previousThread',
  'nextThread',
  'find',
  'findNext',
  'findPrevious',
  'copyAnswer',
  'editTurn',
  'regenerate',
  'stop',
] as const;
export type ShortcutId = (typeof SHORTCUT_IDS)[number];

export const SHORTCUTS: Readonly<Record<ShortcutId, Shortcut>> = {
  chat: { group: 'everywhere', keys: ['mod+1'] },
  quickAsk: { group: 'everywhere', keys: ['mod+2'] },
  write: { group: 'everywhere', keys: ['mod+3'] },
  translate: { group: 'everywhere', keys: ['mod+4'] },
  playground: { group: 'everywhere', keys: ['mod+5'] },
  models: { group: 'everywhere', keys: ['mod+6'] },
  settings: { group: 'everywhere', keys: ['mod+,', 'mod+7'] },
  regions: { group: 'everywhere', keys: ['f6'] },
  regionsBack: { group: 'everywhere', keys: ['shift+f6'] },
  zoomIn: { group: 'everywhere', keys: ['mod++', 'mod+='] },
  zoomOut: { group: 'everywhere', keys: ['mod+-'] },
  zoomReset: { group: 'everywhere', keys: ['mod+0'] },
  help: { group: 'everywhere', keys: ['?', 'f1'] },
  palette: { group: 'everywhere', keys: ['mod+k'] },
  search: { group: 'chats', keys: ['mod+shift+f'] },
  newChat: { group: 'chats', keys: ['mod+n'], browserKeys: ['alt+n'] },
  temporaryChat: { group: 'chats', keys: ['mod+shift+n'], browserKeys: ['alt+shift+n'] },
  sideBar: { group: 'chats', keys: ['mod+b'] },
  previousThread: { group: 'chats', keys: ['mod+['] },
  nextThread: { group: 'chats', keys: ['mod+]'] },
  find: { group: 'answer', keys: ['mod+f'] },
  findNext: { group: 'answer', keys: ['f3', 'mod+g'] },
  findPrevious: { group: 'answer', keys: ['shift+f3', 'mod+shift+g'] },
  copyAnswer: { group: 'answer', keys: ['mod+shift+c'], browserKeys: ['alt+c'] },
  editTurn: { group: 'answer', keys: ['mod+e'] },
  regenerate: { group: 'answer', keys: ['mod+r'], browserKeys: ['alt+r'] },
  stop: { group: 'answer', keys: ['mod+.'] },
};

/** `mod++` → ['mod', '+']: the plus sign is a key as well as the glue. */
export const partsOfKeys = (keys: string): string[] => (keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+'));
