/** How tasks sample. Penalties would punish copying, which is what edits and translations mostly do. */
import type { WritingCommand } from '#shared/contract/writing-contract.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';

const EXACT: ParameterOverrides = { temperature: 0, repeatPenalty: 1, frequencyPenalty: 0, presencePenalty: 0 };
const FREE: ParameterOverrides = { temperature: 0.6, topP: 0.9, repeatPenalty: 1.05, frequencyPenalty: 0, presencePenalty: 0 };

/** Corrections are greedy; new wording is drawn. */
export function writingSampling(command: WritingCommand): ParameterOverrides {
  return command === 'proofread' || command === 'concise' || command === 'summarise' ? EXACT : FREE;
}

/** Translations are greedy. */
export const TRANSLATION_SAMPLING: ParameterOverrides = EXACT;
