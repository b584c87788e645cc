/** All experiments, in the order in which they are worth their time. */
import { abstention } from "./abstention.ts";
import { alignmentTax } from "./alignment-tax.ts";
import { alternatives } from "./alternatives.ts";
import type { Experiment } from "./experiment.ts";
import { exactFrontier } from "./exact-frontier.ts";
import { figure1 } from "./figure-1.ts";
import { labelers } from "./labelers.ts";
import { methods } from "./methods.ts";
import { otherWays } from "./other-ways.ts";
import { overFitting } from "./over-fitting.ts";
import { overOptimisation } from "./over-optimisation.ts";
import { ppoDetails } from "./ppo-details.ts";
import { readersTaste } from "./readers-taste.ts";
import { rewardModels } from "./reward-model.ts";
import { sampling } from "./sampling.ts";
import { stability } from "./stability.ts";
import { stepRewards } from "./step-rewards.ts";
import { thinking } from "./thinking.ts";
import { twelveCards } from "./twelve-cards.ts";

/** Rows of any kind: the runner looks only at the fields that are named. */
export const EXPERIMENTS = [
  figure1,
  rewardModels,
  overOptimisation,
  alignmentTax,
  sampling,
  ppoDetails,
  alternatives,
  methods,
  otherWays,
  readersTaste,
  twelveCards,
  stability,
  labelers,
  overFitting,
  exactFrontier,
  thinking,
  stepRewards,
  abstention,
] as unknown as readonly Experiment<Record<string, unknown>>[];
