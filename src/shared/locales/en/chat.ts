export const chat = {
  title: 'Chat',
  markdown: {
    code: 'code',
    codeIn: 'Code {{language}}',
    copyCode: 'Copy code',
    table: 'Table',
    taskDone: 'Done:',
    taskOpen: 'Open:',
    imageNotLoaded: 'Image not loaded: {{alt}}',
    showAll_one: 'Show the whole text ({{count}} character)',
    showAll_other: 'Show the whole text ({{count}} characters)',
    linkBlocked: 'This address was not turned into a link: only web and mail addresses are.',
    linkTitle: 'Open {{host}}?',
    linkText: 'The address comes from a text that a model wrote. It opens in a new window of your browser.',
    linkOpen: 'Open link',
  },
} as const;
