/** Variables in a system prompt: `{{date}}`, `{{language}}`, `{{selection}}`. What is no variable stays as it was written. */

export const PROMPT_VARIABLES = ['date', 'language', 'selection'] as const;
export type PromptVariable = (typeof PROMPT_VARIABLES)[number];

const VARIABLE = /\{\{\s*([^{}\s][^{}]{0,60}?)\s*\}\}/gu;
const findVariable = (name: string): PromptVariable | undefined => PROMPT_VARIABLES.find((variable) => variable === name);

/** One pass: a value that looks like a variable is not looked into. */
export function fillVariables(prompt: string, values: Readonly<Record<PromptVariable, string>>): string {
  return prompt.replace(VARIABLE, (written, name: string) => {
    const variable = findVariable(name);
    return variable ? values[variable] : written;
  });
}

export const hasVariable = (prompt: string, variable: PromptVariable): boolean =>
  [...prompt.matchAll(VARIABLE)].some(([, name]) => name === variable);

/** Names in double braces that stand for nothing, each once. */
export function unknownVariables(prompt: string): string[] {
  const names = [...prompt.matchAll(VARIABLE)].map(([, name = '']) => name);
  return [...new Set(names.filter((name) => !findVariable(name)))];
}
