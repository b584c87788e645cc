/** What several experiments say of a model, in the same words. */

/** What every row about a model's answers has. */
export interface Evaluation {
  /** share of prompts where held-out labelers prefer it to SFT M; ties 1/2 */
  winRate: number;
  /** the same by the gold rubric */
  winRateGold: number;
  /** mean points of the rubric */
  gold: number;
  /** shares of answers */
  correct: number;
  false: number;
  rude: number;
  ended: number;
  /** courteous words per answer, and the share of answers with 3 or more */
  courtesies: number;
  tooCourteous: number;
  words: number;
  /** drift from its own SFT model in nats per answer; none of base models */
  kl?: number;
  /** mean score by the reward model that it was trained with */
  proxy?: number;
}

/** How a reward model does on 200 test prompts that nobody trained on. */
export interface Accuracies {
  /** share of pairs ordered as a crew member, a held-out labeler orders them */
  accuracyCrew: number;
  accuracyHeldOut: number;
  /** as the gold rubric orders them, pairs of equal gold left out */
  accuracyGold: number;
  /** as in the comparisons that it learned from */
  accuracyTrain: number;
  /** mean of -log sigmoid(r_w - r_l) over held-out labelers' pairs, in nats */
  logLoss: number;
}
