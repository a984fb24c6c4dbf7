import { assistants } from './assistants.ts';
import { attachments } from './attachments.ts';
import { branches } from './branches.ts';
import { chat } from './chat.ts';
import { common } from './common.ts';
import { context } from './context.ts';
import { errors } from './errors.ts';
import { models } from './models.ts';
import { order } from './order.ts';
import { playground } from './playground.ts';
import { queue } from './queue.ts';
import { quickAsk } from './quick-ask.ts';
import { search } from './search.ts';
import { selfTest } from './self-test.ts';
import { settings } from './settings.ts';
import { tokens } from './tokens.ts';
import { transfer } from './transfer.ts';
import { translate } from './translate.ts';
import { updates } from './updates.ts';
import { write } from './write.ts';

export const zhCN = {
  common,
  errors,
  chat,
  models,
  settings,
  queue,
  attachments,
  quickAsk,
  write,
  translate,
  selfTest,
  updates,
  tokens,
  playground,
  transfer,
  order,
  assistants,
  branches,
  context,
  search,
};
