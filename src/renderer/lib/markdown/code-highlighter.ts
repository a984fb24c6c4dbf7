/** Colours for code from the app's own tokens, so that one theme serves light and dark. Grammars load when first needed. */
import { createCodePlugin } from '@streamdown/code';
import type { CodeHighlighterPlugin, ThemeInput } from 'streamdown';

const scope = (
  names: string[],
  foreground: string,
  fontStyle = '',
): { scope: string[]; settings: { foreground: string; fontStyle: string } } => ({
  scope: names,
  settings: { foreground, fontStyle },
});

const theme: NonNullable<NonNullable<Parameters<typeof createCodePlugin>[0]>['themes']>[number] = {
  name: 'inkstone',
  type: 'light',
  fg: 'var(--ink)',
  bg: 'var(--sunken)',
  settings: [
    { settings: { foreground: 'var(--ink)', background: 'var(--sunken)' } },
    scope(['comment', 'punctuation.definition.comment', 'string.comment'], 'var(--ink-2)', 'italic'),
    scope(['keyword', 'storage', 'keyword.operator.new', 'entity.name.tag', 'markup.heading'], 'var(--accent)'),
    scope(['string', 'constant.other.symbol', 'markup.inserted', 'markup.inline.raw'], 'var(--success)'),
    scope(['constant', 'constant.numeric', 'constant.language', 'support.constant', 'variable.language'], 'var(--warning)'),
    scope(['markup.deleted', 'invalid'], 'var(--danger)'),
    scope(['keyword.operator', 'punctuation', 'meta.brace'], 'var(--ink)'),
    scope(['entity.name.function', 'support.function', 'entity.name.type', 'entity.name.class'], 'var(--ink)', 'bold'),
  ],
};

export const codeThemes: [ThemeInput, ThemeInput] = [theme, theme];
export const codeHighlighter: CodeHighlighterPlugin = createCodePlugin({ themes: [theme, theme] });
