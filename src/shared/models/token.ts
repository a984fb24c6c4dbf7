/** An answer as the model sees it: token by token, each with how likely it was and what else could have come. */
import * as z from 'zod';

/** `logProb` is ln P(y_t | y_<t) over the whole vocabulary, at temperature 1, without penalties. */
const tokenAlternativeSchema = z.object({ text: z.string(), tokenId: z.int(), logProb: z.number() }).readonly();
export type TokenAlternative = z.infer<typeof tokenAlternativeSchema>;

/**
 * The texts of all tokens in a row are the answer: a token that ends in half a character has an empty text. `top`: the ten likeliest at
 * this place, the likeliest first; half a character reads as U+FFFD there.
 */
export const scoredTokenSchema = tokenAlternativeSchema
  .unwrap()
  .extend({ top: z.array(tokenAlternativeSchema).readonly() })
  .readonly();
export type ScoredToken = z.infer<typeof scoredTokenSchema>;

/** Of an answer that is being written. `from`: the first one's place in it; a later report of a token takes the place of the one before. */
export const tokenReportSchema = z.object({ from: z.int().min(0), tokens: z.array(scoredTokenSchema).readonly() }).readonly();
export type TokenReport = z.infer<typeof tokenReportSchema>;
