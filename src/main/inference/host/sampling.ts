/** How the next token is drawn. What is neutral is not applied at all, so that it costs nothing and changes no bit. */
import type { LlamaGrammarEvaluationState, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { GenerateRequest } from '../engine.ts';

/** The penalties look back that far. */
export const PENALTY_TOKENS = 64;

type Parameters = GenerateRequest['parameters'];

const penalties = ({ repeatPenalty, frequencyPenalty, presencePenalty }: Parameters, recent: () => Token[]): SequenceEvaluateOptions =>
  repeatPenalty === 1 && frequencyPenalty === 0 && presencePenalty === 0
    ? {}
    : {
        repeatPenalty: {
          punishTokens: recent,
          maxPunishTokens: PENALTY_TOKENS,
          penalty: repeatPenalty,
          ...(frequencyPenalty === 0 ? {} : { frequencyPenalty }),
          ...(presencePenalty === 0 ? {} : { presencePenalty }),
        },
      };

export function samplingOptions(
  parameters: Parameters,
  recent: () => Token[],
  grammar: LlamaGrammarEvaluationState | undefined,
): SequenceEvaluateOptions {
  return {
    temperature: parameters.temperature,
    topK: parameters.topK,
    topP: parameters.topP,
    minP: parameters.minP,
    seed: parameters.seed,
    yieldEogToken: true,
    ...penalties(parameters, recent),
    ...(grammar === undefined ? {} : { grammarEvaluationState: grammar }),
  };
}
