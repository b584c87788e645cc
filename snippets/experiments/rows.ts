/**
 * What is in the rows of public/experiments/*.json, experiment by experiment.
 * The runner puts `seed` in front of every row. A field that says nothing
 * about a row is missing there.
 */
import type { Fit, Form } from "../illustrations/overoptimization-fit.ts";
import type { Size } from "../sizes.ts";
import type { Skills } from "../illustrations/skills.ts";
import type { Accuracies, Evaluation } from "./measures.ts";

/** From the base model on, as in the paper's figure. */
export const FIGURE_1_STAGES = [
  "base",
  "prompted",
  "SFT",
  "PPO",
  "PPO-ptx",
  "DPO",
] as const;

export type Stage = (typeof FIGURE_1_STAGES)[number];

/** figure-1.json. Every size has its own SFT model and its own reward model. */
export interface Figure1Row extends Evaluation {
  size: Size;
  stage: Stage;
  parameters: number;
  /** share of prompts where held-out labelers prefer it to the base model L */
  winRateOverBaseL: number;
  /** and to the base model L when that is prompted with an exam sheet */
  winRateOverPromptedL: number;
}

/** reward-model.json */
export interface RewardModelRow extends Partial<Accuracies> {
  /** "people": no model, how far people agree; "data": one epoch of so many
   * prompts; "pairs": how pairs are batched, on 300 prompts */
  part: "people" | "data" | "pairs";
  size?: Size;
  prompts?: number;
  /** all pairs of a prompt in one update, or pairs shuffled one by one */
  pairs?: "together" | "shuffled";
  learningRate?: number;
  /** passes over the data so far */
  epoch?: number;
  /** "people": how often the gold rubric agrees with one ranking of a crew
   * member, or of a held-out labeler: the ceiling of any reward model */
  ceilingCrew?: number;
  ceilingHeldOut?: number;
  /** "people": how often two of the crew, or two held-out labelers, agree */
  agreementCrew?: number;
  agreementHeldOut?: number;
  /** tokens that were read in training, and how long that took */
  trainedTokens?: number;
  seconds?: number;
}

/** over-optimisation.json */
export interface OverOptimisationRow extends Partial<Evaluation>, Partial<Fit> {
  /** "curve": 200 test prompts at a step; "rollouts": a round's 64 answers;
   * "end": the full evaluation; "best of n": 120 test prompts, 64 samples
   * each; "fit": one of Gao's forms through a curve's points */
  part: "curve" | "rollouts" | "end" | "best of n" | "fit";
  /** who was optimised: "beta 0", "beta 0.15, reward model S", "best of n" */
  arm: string;
  /** the price of drift; undefined for best of n */
  klCoef?: number;
  /** rounds of PPO so far; 0 is the SFT model */
  step?: number;
  n?: number;
  form?: Form;
  /** "end": the first five test prompts and the answers to them */
  samples?: string[];
}

/** alignment-tax.json: probabilities and a loss that training may worsen. */
export interface AlignmentTaxRow extends Partial<Evaluation>, Skills {
  size: Size;
  /** "PPO-ptx gamma 0.5", "PPO beta 0.4" ... */
  stage: string;
  klCoef?: number;
  /** gamma, the weight of the pretraining loss */
  ptx?: number;
}
