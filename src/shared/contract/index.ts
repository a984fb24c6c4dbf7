/** Everything the UI may do. One file a domain; implemented by `src/main/rpc`. */
import { appContract } from './app-contract.ts';
import { dataContract } from './data-contract.ts';
import { generationsContract } from './generations-contract.ts';
import { modelsContract } from './models-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { threadsContract } from './threads-contract.ts';
import { quickAskContract, translationContract, writingContract } from './writing-contract.ts';

export const contract = {
  app: appContract,
  threads: threadsContract,
  generations: generationsContract,
  models: modelsContract,
  settings: settingsContract,
  quickAsk: quickAskContract,
  writing: writingContract,
  translation: translationContract,
  data: dataContract,
};
export type Contract = typeof contract;
