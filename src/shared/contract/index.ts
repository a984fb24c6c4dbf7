/** Everything the UI may do. One file a domain; implemented by `src/main/rpc`. */
import { appContract } from './app-contract.ts';
import { assistantsContract } from './assistants-contract.ts';
import { contextContract } from './context-contract.ts';
import { attachmentsContract } from './attachments-contract.ts';
import { dataContract } from './data-contract.ts';
import { foldersContract } from './folders-contract.ts';
import { generationsContract } from './generations-contract.ts';
import { modelsContract } from './models-contract.ts';
import { queueContract } from './queue-contract.ts';
import { selectionContract } from './selection-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { threadsContract } from './threads-contract.ts';
import { transferContract } from './transfer-contract.ts';
import { updatesContract } from './updates-contract.ts';
import { quickAskContract, translationContract, writingContract } from './writing-contract.ts';

export const contract = {
  app: appContract,
  threads: threadsContract,
  context: contextContract,
  folders: foldersContract,
  assistants: assistantsContract,
  generations: generationsContract,
  queue: queueContract,
  attachments: attachmentsContract,
  models: modelsContract,
  settings: settingsContract,
  quickAsk: quickAskContract,
  selection: selectionContract,
  writing: writingContract,
  translation: translationContract,
  data: dataContract,
  transfer: transferContract,
  updates: updatesContract,
};
export type Contract = typeof contract;
