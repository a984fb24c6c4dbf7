export const write = {
  title: 'Write',
} as const;
