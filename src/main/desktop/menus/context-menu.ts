/** The menu of the right mouse button: spelling, the clipboard, links. Nothing where there is nothing to do. */
import type { BrowserWindow, Clipboard, ContextMenuParams, Menu as ElectronMenu, MenuItemConstructorOptions, WebContents } from 'electron';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';
import { isUiAddress } from '../links/ui-address.ts';

const MOST_SUGGESTIONS = 5;

type Params = Pick<
  ContextMenuParams,
  'dictionarySuggestions' | 'editFlags' | 'isEditable' | 'linkURL' | 'misspelledWord' | 'selectionText'
>;

export interface ContextMenuActions {
  readonly replace: (suggestion: string) => void;
  readonly learn: (word: string) => void;
  readonly copyText: (text: string) => void;
}

type Items = MenuItemConstructorOptions[];

function spellingItems({ misspelledWord, dictionarySuggestions }: Params, strings: DesktopStrings, actions: ContextMenuActions): Items {
  if (misspelledWord === '') return [];
  const suggestions = dictionarySuggestions
    .slice(0, MOST_SUGGESTIONS)
    .map((suggestion): MenuItemConstructorOptions => ({ label: suggestion, click: () => actions.replace(suggestion) }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: strings.noSuggestions, enabled: false }]),
    { label: strings.addToDictionary, click: () => actions.learn(misspelledWord) },
  ];
}

/** Links of our own pages are buttons to the user; only addresses that lead outside are worth copying. */
function linkItems({ linkURL }: Params, strings: DesktopStrings, { copyText }: ContextMenuActions): Items {
  return linkURL === '' || isUiAddress(linkURL) ? [] : [{ label: strings.copyLink, click: () => copyText(linkURL) }];
}

function clipboardItems({ editFlags, isEditable, selectionText }: Params, strings: DesktopStrings): Items {
  const copy: MenuItemConstructorOptions = { role: 'copy', label: strings.copy, enabled: editFlags.canCopy };
  if (isEditable) {
    return [
      { role: 'cut', label: strings.cut, enabled: editFlags.canCut },
      copy,
      { role: 'paste', label: strings.paste, enabled: editFlags.canPaste },
      { role: 'selectAll', label: strings.selectAll, enabled: editFlags.canSelectAll },
    ];
  }
  return selectionText.trim() === '' ? [] : [copy];
}

/** Pure: groups with a line between them; empty where there is nothing to do. */
export function contextMenuTemplate(params: Params, strings: DesktopStrings, actions: ContextMenuActions): Items {
  return [spellingItems(params, strings, actions), linkItems(params, strings, actions), clipboardItems(params, strings)]
    .filter((group) => group.length > 0)
    .flatMap((group, index): Items => (index === 0 ? group : [{ type: 'separator' }, ...group]));
}

export interface ContextMenuOptions {
  readonly Menu: Pick<typeof ElectronMenu, 'buildFromTemplate'>;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly strings: DesktopStrings;
  readonly windowOf: (contents: WebContents) => BrowserWindow | null;
}

/** Answers the right mouse button of one page. */
export function showContextMenus(contents: WebContents, { Menu, clipboard, strings, windowOf }: ContextMenuOptions): void {
  contents.on('context-menu', (_event, params) => {
    const template = contextMenuTemplate(params, strings, {
      replace: (suggestion) => contents.replaceMisspelling(suggestion),
      learn: (word) => void contents.session.addWordToSpellCheckerDictionary(word),
      copyText: (text) => void clipboard.writeText(text),
    });
    const window = windowOf(contents);
    if (template.length > 0) Menu.buildFromTemplate(template).popup(window === null ? {} : { window });
  });
}
