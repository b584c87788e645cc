/** The book's recipe on five seeds that it was not tuned on: does it hold? */
import type { Experiment } from "./experiment.ts";
import { subjectOf } from "./figure-1.ts";
import type { StabilityRow } from "./more-rows.ts";
import { evaluate } from "./protocol.ts";
import type { ExperimentContext } from "./experiment-context.ts";

export const stability: Experiment<StabilityRow> = {
  name: "stability",
  question: "Does PPO with the recommended settings collapse on any seed?",
  arms: [{ name: "main recipe", run: rows }],
  seeds: [4, 5, 6, 7, 8],
  keys: ["stage"],
  columns: ["gold", "winRate", "correct", "ended", "kl", "proxy"],
};

async function rows(context: ExperimentContext): Promise<StabilityRow[]> {
  const found: StabilityRow[] = [];
  for (const stage of ["SFT", "PPO"] as const) {
    const seen = await evaluate(context, await subjectOf(context, "M", stage));
    const sft = found[0] ?? seen;
    const collapsed = seen.gold < sft.gold || seen.ended < 0.9;
    found.push({ stage, ...seen, collapsed });
  }
  return found;
}
