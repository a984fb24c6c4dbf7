export const quickAsk = {
  title: 'Quick ask',
} as const;
