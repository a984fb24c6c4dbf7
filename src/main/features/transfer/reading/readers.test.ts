import { expect, test } from 'vitest';
import {
  cherryFile,
  claudeConversation,
  claudeMessage,
  GPT_TREE,
  gptConversation,
  gptMessage,
  gptNode,
  gptText,
  openWebuiRow,
  outline,
  readAll,
} from '../foreign-files.test-support.ts';

const outlines = (content: unknown, name?: string): string[][] =>
  readAll(typeof content === 'string' ? content : JSON.stringify(content), name).chats.map(outline);

// Catches: regenerated answers and edited questions flattened into one row, or the chat opened on another branch than it was left on.
test('ChatGPT: versions stay versions and the chat opens where it was left', () => {
  const read = readAll(JSON.stringify([gptConversation(GPT_TREE, { current_node: 'a3', is_archived: true })]));
  expect(read).toMatchObject({ source: 'chatgpt', warnings: {} });
  expect(read.chats[0]?.thread).toMatchObject({
    title: 'A conversation',
    titleSource: 'user',
    createdAt: 1_700_000_000_500,
    updatedAt: 1_700_000_100_500,
    archivedAt: 1_700_000_100_500,
    sourceId: 'c-1',
  });
  expect(read.chats.map(outline)).toEqual([
    [
      '1<- user: question',
      '2<1 assistant: first answer',
      '3<1 assistant: second answer',
      '4<3 user: and?',
      '5<4 assistant: that *',
      '6<- user: edited question',
      '7<6 assistant: third answer',
    ],
  ]);
  expect(read.chats[0]?.messages.map(({ isActive }) => isActive)).toEqual([true, false, true, true, true, false, true]);
});

// Catches: calls of tools and their raw results shown as answers, or a picture that takes its whole turn with it.
test('ChatGPT: tools and thoughts are left out and counted, pictures leave a note, an answer in steps is one answer', () => {
  const image = { content_type: 'image_asset_pointer', asset_pointer: 'file-service://x' };
  const nodes = [
    gptNode('q', null, ['t'], gptMessage('user', { content_type: 'multimodal_text', parts: [image, 'what is this?'] })),
    gptNode('t', 'q', ['s'], gptMessage('assistant', { content_type: 'thoughts', thoughts: [] })),
    gptNode(
      's',
      's0',
      ['r'],
      gptMessage('assistant', { content_type: 'code', language: 'python', text: 'search()' }, { recipient: 'browser' }),
    ),
    gptNode('a', 't', ['tool'], gptText('assistant', 'Let me look.')),
    gptNode('tool', 'a', ['b'], gptMessage('tool', { content_type: 'execution_output', text: 'raw' })),
    gptNode('b', 'tool', [], gptText('assistant', 'A cat.')),
  ];
  const read = readAll(JSON.stringify([gptConversation(nodes)]));
  expect(read.chats.map(outline)).toEqual([['1<- user: [image]\n\nwhat is this?', '2<1 assistant: Let me look.\n\nA cat. *']]);
  expect(read.warnings).toEqual({ attachments: 1, reasoning: 1, 'tool-steps': 2, 'damaged-tree': 1 });
});

// Catches: attachments whose text the answers speak of, lost; newer exports with branches, flattened.
test('Claude: in a row or with parents; the text of attachments is kept', () => {
  const row = [
    claudeMessage('1', 'human', 'hello', { attachments: [{ file_name: 'a.txt', extracted_content: 'inside' }] }),
    claudeMessage('2', 'assistant', 'hi'),
  ];
  expect(readAll(JSON.stringify([claudeConversation(row)]))).toMatchObject({
    source: 'claude',
    warnings: {},
    chats: [{ thread: { title: 'From Claude', sourceId: 'claude-1', createdAt: Date.parse('2024-05-01T10:00:00Z') } }],
  });
  expect(outlines([claudeConversation(row)])).toEqual([['1<- user: [a.txt]\n\ninside\n\nhello', '2<1 assistant: hi *']]);
  const root = '00000000-0000-4000-8000-000000000000';
  const tree = [
    claudeMessage('1', 'human', 'q', { parent_message_uuid: root }),
    claudeMessage('2', 'assistant', 'a', { parent_message_uuid: '1' }),
    claudeMessage('3', 'assistant', 'b', {
      parent_message_uuid: '1',
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'b' },
      ],
    }),
  ];
  const conversation = claudeConversation(tree, { current_leaf_message_uuid: '2' });
  expect(outlines([conversation])).toEqual([['1<- user: q', '2<1 assistant: a *', '3<1 assistant: b']]);
  expect(readAll(JSON.stringify([conversation])).warnings).toEqual({ reasoning: 1 });
});

// Catches: the versions of Open WebUI, which keeps a tree by ids, read as a list.
test('Open WebUI: the tree, the pin and the folded thoughts', () => {
  const messages = {
    u: { id: 'u', parentId: null, childrenIds: ['x', 'y'], role: 'user', content: 'q', timestamp: 1_710_000_000 },
    x: {
      id: 'x',
      parentId: 'u',
      childrenIds: [],
      role: 'assistant',
      content: '<details type="reasoning" done="true">hm</details>\nyes',
      model: 'llama3',
    },
    y: { id: 'y', parentId: 'u', childrenIds: [], role: 'assistant', content: 'no' },
  };
  const read = readAll(JSON.stringify([openWebuiRow(messages, 'x')]));
  expect(read).toMatchObject({
    source: 'open-webui',
    warnings: { reasoning: 1 },
    chats: [{ thread: { isPinned: true, updatedAt: 1_710_000_100_000 } }],
  });
  expect(read.chats.map(outline)).toEqual([['1<- user: q', '2<1 assistant: yes *', '3<1 assistant: no']]);
});

// Catches: texts lost because Cherry Studio keeps them apart from their messages, or the answers of several models put in a row.
test('Cherry Studio: blocks find their messages, names come from the state, several models are versions', () => {
  const block = (id: string, type: string, content: string): Record<string, unknown> => ({ id, messageId: 'm', type, content });
  const message = (id: string, role: string, blocks: string[], more: object = {}): Record<string, unknown> => ({
    id,
    role,
    blocks,
    createdAt: '2025-03-01T08:00:00.000Z',
    ...more,
  });
  const topic = {
    id: 'topic-1',
    messages: [
      message('q', 'user', ['b1']),
      message('a', 'assistant', ['b2', 'b3'], { askId: 'q' }),
      message('b', 'assistant', ['b4'], { askId: 'q', foldSelected: true }),
      message('q2', 'user', ['b5']),
    ],
  };
  const blocks = [
    block('b1', 'main_text', '你好'),
    block('b2', 'thinking', 'hm'),
    block('b3', 'main_text', 'one'),
    block('b4', 'main_text', 'two'),
    block('b5', 'main_text', 'more'),
  ];
  const assistants = [
    { id: 'as', prompt: 'Be brief.', topics: [{ id: 'topic-1', name: '问候', pinned: true, updatedAt: '2025-03-02T08:00:00.000Z' }] },
  ];
  const read = readAll(cherryFile([topic], blocks, assistants), 'data.json');
  expect(read).toMatchObject({
    source: 'cherry-studio',
    warnings: { reasoning: 1 },
    chats: [
      {
        thread: { title: '问候', isPinned: true, parameters: { systemPrompt: 'Be brief.' }, updatedAt: Date.parse('2025-03-02T08:00:00Z') },
      },
    ],
  });
  expect(read.chats.map(outline)).toEqual([['1<- user: 你好', '2<1 assistant: one', '3<1 assistant: two', '4<3 user: more *']]);
});

// Catches: headings of other programs not seen, text before them lost, or a plain note refused.
test('Markdown: turns by headings, else one message', () => {
  expect(outlines('# Tea\n\n## User\n\nhow?\n\n## Assistant:\n\nBoil.\n\n### Steps\n\n1. water\n', 'tea.md')).toEqual([
    ['1<- user: how?', '2<1 assistant: Boil.\n\n### Steps\n\n1. water *'],
  ]);
  expect(outlines('Exported today\n\n## **你**\n\n问\n\n## **助手**\n\n答\n')).toEqual([
    ['1<- user: Exported today', '2<1 user: 问', '3<2 assistant: 答 *'],
  ]);
  const note = readAll('[link](https://example.org)\r\n\r\njust a note', 'My note.md');
  expect(note).toMatchObject({ source: 'markdown', chats: [{ thread: { title: 'My note' } }] });
  expect(note.chats.map(outline)).toEqual([['1<- user: [link](https://example.org)\n\njust a note *']]);
});

// Catches: a file known only by its name, or a single conversation that is not in a list.
test('the program is found from the content alone, also for one conversation by itself', () => {
  expect(readAll(JSON.stringify(gptConversation(GPT_TREE)), 'notes.md').source).toBe('chatgpt');
  const marked = `\uFEFF${JSON.stringify([{ nothing: 1 }, claudeConversation([claudeMessage('1', 'human', 'x')])])}`;
  expect(readAll(marked)).toMatchObject({ source: 'claude', warnings: { 'not-a-chat': 1 } });
  for (const unknown of ['[]', '{}', '{"a":{"mapping":1}}', '[{"x":1}]']) {
    expect(() => readAll(unknown), unknown).toThrow('IMPORT_UNKNOWN');
  }
});
