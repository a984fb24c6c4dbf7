export const translate = {
  title: 'Translate',
} as const;
