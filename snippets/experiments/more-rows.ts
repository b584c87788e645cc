/** The rows of the other experiments; see rows.ts. */
import type { ChaseReport } from "../chase/measures.ts";
import type { Tampering } from "../chase/measures.ts";
import type { Bin } from "../illustrations/calibration.ts";
import type { RequestKind } from "../world/requests.ts";
import type { Tone } from "../world/tones.ts";
import type { Evaluation } from "./measures.ts";

/** sampling.json: three questions to the same models. */
export interface SamplingRow {
  /** "temperature": 10 samples to each of 40 prompts; "hallucination": the 400
   * test answers by kind of request; "calibration": 400 open questions */
  part: "temperature" | "hallucination" | "calibration";
  stage: string;
  temperature?: number;
  /** 0: all tokens may be drawn */
  topK?: number;
  gold?: number;
  correct?: number;
  /** different answers among the ten to a prompt: variety */
  distinct?: number;
  ended?: number;
  /** share of invented facts in answers about the ghost */
  fabricates?: number;
  /** "hallucination": the kind of request and the shares of its answers */
  kind?: RequestKind;
  false?: number;
  /** "calibration": see calibration.ts; error is the ECE, answering the share
   * of answers that name a value at all */
  error?: number;
  confidence?: number;
  accuracy?: number;
  answering?: number;
  bins?: Bin[];
}

/** ppo-details.json: 25 rounds of size M, one thing changed. */
export interface PpoDetailsRow extends Evaluation {
  /** "switch": a setting; "bug": a silent one */
  part: "switch" | "bug";
  /** "as recommended", or what is different */
  arm: string;
  /** "bug": what is wrong, and where it shows */
  mistake?: string;
  symptom?: string;
  /** ratio of the first minibatch of all, which should be exactly 1 */
  firstRatio: number;
  /** what the trainer reported, mean over the last ten rounds */
  score: number;
  clipfrac: number;
  approxKl: number;
  vfLoss: number;
  entropy: number;
  trainerKl: number;
  length: number;
  documentLoss: number;
  /** the trainer stopped because a number was no longer finite */
  stopped?: string;
}

/** labelers.json: groups of people, and one reward model. */
export interface LabelersRow {
  /** what they have in common */
  group: string;
  /** share of their pairs that the crew's reward model orders as they do */
  accuracy: number;
  /** the same of the gold rubric */
  ceiling: number;
  /** how often two of them agree */
  agreement: number;
  /** how often they prefer each stage's answers to the SFT model's */
  base: number;
  prompted: number;
  SFT: number;
  PPO: number;
}

/** over-fitting.json: how long to learn from the demonstrations. */
export interface OverFittingRow extends Evaluation {
  /** "one run": after every pass of a run of 16; "own run": after the last
   * pass of a run of that length, when the learning rate has come near 0;
   * "base": before any */
  part: "one run" | "own run" | "base";
  demonstrations: number;
  /** how often they have been read */
  passes: number;
  /** mean of -log p per token of the answers, in nats: of 600 demonstrations
   * that were kept back, of those among them with a request that is in none
   * of the others, and of the demonstrations that it learns from */
  heldBackLoss: number;
  newRequestLoss: number;
  learnedLoss: number;
}

/** stability.json: the book's recipe on seeds that nobody tuned for. */
export interface StabilityRow extends Evaluation {
  stage: "SFT" | "PPO";
  /** gold below the SFT model's, or more than one answer in ten without end */
  collapsed: boolean;
}

/** alternatives.json: other ways to the same end, on the same prompts. */
export interface AlternativesRow extends Evaluation {
  /** "SFT", "best of 16", "DPO beta 0.3", "GRPO, gold rule" ... */
  method: string;
  /** answers sampled and tokens learned from, in training; best of n trains
   * nothing and samples n answers for every one it gives */
  sampledAnswers: number;
  needs: string;
}

/** methods.json: every method of step 3 from the same SFT model. */
export interface MethodsRow extends Evaluation {
  /** "PPO", "RLOO", "DAPO" ...; "SFT": where all of them start */
  method: string;
  /** who scores in training; none of SFT */
  judge?: "reward model" | "correct or not";
  /** when training stops: after as many sampled answers as PPO's, or after as
   * many passes of tokens through models as PPO makes */
  budget?: "answers" | "passes";
  /** rounds, answers sampled in them, and passes in units of one token read
   * once by one model; learning from a token counts three */
  rounds: number;
  sampledAnswers: number;
  passes: number;
  /** tokens per answer in the last five rounds, and their entropy in nats */
  length?: number;
  entropy?: number;
  /** share of tokens outside the range, over all rounds */
  clipfrac?: number;
  /** the trainer stopped because a number was no longer finite */
  stopped?: string;
  /** of training alone */
  seconds: number;
}

/** other-ways.json: what else one can train answers with. */
export interface OtherWaysRow extends Evaluation {
  method: string;
  /** what it learns from */
  kind: "rankings" | "own answers" | "teacher";
  steps: number;
  sampledAnswers: number;
  /** of training alone */
  seconds: number;
}

/** exact-frontier.json: a world whose best policies are known exactly. */
export interface ExactFrontierRow {
  method: string;
  klCoef?: number;
  /** "best of n": of how many */
  n?: number;
  /** exact, per answer, in nats, and in the reward's unit */
  kl: number;
  reward: number;
  /** the most that any policy earns at this kl */
  best: number;
  /** of reward - klCoef kl, how much the best policy has more */
  missing?: number;
}

/** readers-taste.json: a crew's reward model tuned on a reader's rankings. */
export interface ReadersTasteRow extends Partial<Evaluation> {
  /** the tone that this reader loves; missing before any reader came */
  taste?: Tone;
  /** how many prompts the reader ranked; 0: SFT, or the crew's PPO */
  rankings: number;
  /** whether some of the crew's rankings are learned again at every step */
  replay?: boolean;
  stage: "SFT" | "PPO, the crew" | "PPO, the reader";
  /** card sets in which the tone could be seen at all */
  shown?: number;
  /** shares of test answers in each tone */
  pirate: number;
  terse: number;
  rudeTone: number;
  /** how the tuned reward model orders a crew member's test pairs */
  accuracyCrew?: number;
}

/** twelve-cards.json: made-up readers, what is learned of them, and PPO. */
export interface TwelveCardsRow extends Partial<Evaluation> {
  /** "accuracy": means over five readers, no PPO */
  part: "PPO" | "accuracy";
  /** "PPO": whether nothing was chosen on this seed */
  fresh?: boolean;
  stage?: "SFT" | "PPO, the crew" | "PPO, the reader";
  /** a tone, "truthful", "long" or a word; see simulated-reader.ts */
  taste?: string;
  /** the chance that a comparison of two answers comes out wrong */
  noise?: number;
  cards?: number;
  /** "accuracy": how the cards were chosen */
  dealt?: "random" | "four tones" | "least known";
  /** share of pairs of unseen prompts ordered as the reader would without
   * errors: of all pairs, and where the taste decides and not the rubric */
  accuracy?: number;
  accuracyTaste?: number;
  /** shares of test answers */
  pirate?: number;
  rudeTone?: number;
  hedging?: number;
  terse?: number;
  courteous?: number;
  polite?: number;
  plain?: number;
  /** answers with this word in them */
  friend?: number;
  /** of the 30 rounds */
  seconds?: number;
}

/** thinking.json: the paper chase. All shares are of answers. */
export interface ThinkingRow extends Partial<ChaseReport>, Partial<Tampering> {
  /** "exam": 200 puzzles with held-out notes; "elsewhere": such puzzles as no
   * training had; "rounds": a round's own answers; "tampering": see tamper() */
  part: "exam" | "elsewhere" | "rounds" | "tampering";
  /** "the recipe", or what was done instead */
  arm?: string;
  /** where an arm has several: "SFT", "RL", "hole", "repaired" */
  stage?: string;
  /** steps to follow, and notes that there are */
  k?: number;
  notes?: number;
  round?: number;
  /** probability of the right name if the first token has to be a name */
  silent?: number;
  /** mean score of the round, of the last one for "hole" */
  score?: number;
}

/** abstention.json: shares of answers, and the probability of the value that
 * a model would name, the mean over the questions. */
export interface AbstentionRow {
  /** the scoring, or "SFT" before any */
  arm: string;
  about: string;
  right: number;
  wrong: number;
  doesNotKnow: number;
  confidence: number;
}

/** step-rewards.json: see thinking.json. */
export type StepRewardsRow = Pick<
  ThinkingRow,
  "arm" | "part" | "k" | "round" | "right" | "aloud" | "length"
>;
