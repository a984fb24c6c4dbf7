import { coreTables } from './0010-core-tables.ts';
import { models } from './0020-models.ts';
import { searchIndex } from './0030-search-index.ts';
import { quickQuestions } from './0040-quick-questions.ts';
import { libraryFacts } from './0050-library-facts.ts';
import { orderAndMarks } from './0060-order-and-marks.ts';
import { removals } from './0065-removals.ts';
import { messageTimes } from './0067-message-times.ts';
import { assistants } from './0070-assistants.ts';
import { attachments } from './0080-attachments.ts';
import { queuedMessages } from './0090-queued-messages.ts';
import { contextSummaries } from './0100-context-summaries.ts';
import { imports } from './0110-imports.ts';
import { unseenThreads } from './0120-unseen-threads.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. Append only. */
export const MIGRATIONS: readonly Migration[] = [
  coreTables,
  models,
  searchIndex,
  quickQuestions,
  libraryFacts,
  orderAndMarks,
  removals,
  messageTimes,
  assistants,
  attachments,
  queuedMessages,
  contextSummaries,
  imports,
  unseenThreads,
];
