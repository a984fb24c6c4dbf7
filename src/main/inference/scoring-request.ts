import type { GenerateRequest, ScoreRequest } from './engine.ts';

/** A generation that writes nothing: what it could be drawn with does not matter, because nothing is drawn. */
export function scoringRequest(request: ScoreRequest): GenerateRequest {
  return {
    ...request,
    tokenDetail: 'top10',
    parameters: {
      temperature: 0,
      topK: 0,
      topP: 1,
      minP: 0,
      repeatPenalty: 1,
      frequencyPenalty: 0,
      presencePenalty: 0,
      maxTokens: 0,
      stop: [],
      seed: 0,
      jsonSchema: null,
    },
  };
}
