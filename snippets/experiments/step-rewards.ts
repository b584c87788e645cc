/**
 * Does it matter what of a thought is rewarded, and what the loss is averaged
 * over? The paper chase again, with its plain recipe; one thing changed.
 */
import { stepScore } from "../chase/checker.ts";
import { chaseReport } from "../chase/measures.ts";
import { samplePuzzle } from "../chase/puzzle.ts";
import { amount, type ExperimentContext } from "./experiment-context.ts";
import type { Experiment } from "./experiment.ts";
import type { StepRewardsRow } from "./more-rows.ts";
import { answerer, think, type Thinking } from "./thinking-runs.ts";

const CHANGES: Record<string, Thinking> = {
  "mean over tokens": {},
  "mean over answers": { average: "answers" },
  "a constant": { average: "constant" },
  "divided by the deviation": { advantage: "standardised" },
  "every step": { scoreFn: stepScore },
};

export const stepRewards: Experiment<StepRewardsRow> = {
  name: "step-rewards",
  question: "Does it matter what of a thought is rewarded, and how?",
  arms: Object.entries(CHANGES).map(([arm, change]) => ({
    name: arm,
    run: (context) => run(context, arm, change),
  })),
  seeds: [11, 12, 13, 14, 15],
  trainers: "experiments/thinking-runs.ts",
  keys: ["arm", "part", "k", "round"],
  columns: ["right", "aloud", "length"],
};

const ROUNDS = [1, 3, 5, 8, 10, 15, 20, 30, 40];

async function run(
  context: ExperimentContext,
  arm: string,
  change: Thinking,
): Promise<StepRewardsRow[]> {
  const sft = await answerer(context);
  const { policy, rounds } = await think(context, sft, change);
  const exam = [1, 2, 3].map((k): StepRewardsRow => {
    const rng = context.rng.fork(`exam ${k} 6`);
    const kind = { split: "test", steps: [k] } as const;
    const count = amount(context, 200, 10);
    const puzzles = Array.from({ length: count }, () =>
      samplePuzzle(rng, kind),
    );
    const answers = context.rng.fork("exam answers");
    const seen = chaseReport(policy, puzzles, answers);
    const { right, aloud, length } = seen;
    return { arm, part: "exam", k, right, aloud, length };
  });
  const watched = rounds.filter(({ round }) => ROUNDS.includes(round));
  return [
    ...exam,
    ...watched.map(({ round, k, right, aloud, length }): StepRewardsRow => {
      return { arm, part: "rounds", k, round, right, aloud, length };
    }),
  ];
}
