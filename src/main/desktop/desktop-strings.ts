/** The few texts that Electron shows itself: menus and native dialogs. The renderer's texts are in `shared/locales`. */

export interface DesktopStrings {
  readonly open: string;
  readonly cancel: string;
  readonly openLinkQuestion: (host: string) => string;
  readonly chooseModel: string;
  readonly modelFiles: string;
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly go: string;
  readonly chat: string;
  readonly quickAsk: string;
  readonly write: string;
  readonly translate: string;
  readonly alreadyOpen: string;
  readonly couldNotStart: string;
}

const EN: DesktopStrings = {
  open: 'Open',
  cancel: 'Cancel',
  openLinkQuestion: (host) => `Open ${host} outside Inkstone?`,
  chooseModel: 'Choose a model file',
  modelFiles: 'Models (GGUF)',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  go: 'Go',
  chat: 'Chat',
  quickAsk: 'Quick ask',
  write: 'Write',
  translate: 'Translate',
  alreadyOpen: 'Inkstone is already running',
  couldNotStart: 'Inkstone could not start',
};

const ZH_CN: DesktopStrings = {
  open: '打开',
  cancel: '取消',
  openLinkQuestion: (host) => `要在 Inkstone 之外打开 ${host} 吗？`,
  chooseModel: '选择模型文件',
  modelFiles: '模型（GGUF）',
  file: '文件',
  edit: '编辑',
  view: '显示',
  window: '窗口',
  go: '前往',
  chat: '对话',
  quickAsk: '快速提问',
  write: '写作',
  translate: '翻译',
  alreadyOpen: 'Inkstone 已在运行',
  couldNotStart: 'Inkstone 无法启动',
};

/** The texts for a BCP 47 tag: Simplified Chinese for any Chinese, English for the rest. */
export function desktopStrings(language: string): DesktopStrings {
  return /^zh\b/i.test(language) ? ZH_CN : EN;
}
