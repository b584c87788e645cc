/**
 * The command `think`: the paper chase from random weights to a model that
 * thinks aloud, in three trainings.
 */
import type { Command } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../base/assert.ts";
import { checkScore } from "../chase/checker.ts";
import {
  answerLessons,
  chaseConfig,
  chaseQueries,
  thinkSettings,
  walkLessons,
} from "../chase/recipe.ts";
import { chase } from "../chase/vocabulary.ts";
import { gptFiles } from "../checkpoint.ts";
import type { GPT } from "../gpt.ts";
import { trainGrpo } from "../grpo.ts";
import { initGPT } from "../init-gpt.ts";
import { createRng, type Rng } from "../random.ts";
import { trainSft } from "../sft.ts";

import { wholeNumber } from "./options.ts";
import { progressBar } from "./progress-bar.ts";
import { useThreads } from "./threads.ts";
import { assertWritable, writeFolder } from "./write-folder.ts";

type Steps = AsyncIterable<{ step: number; steps: number }>;

/** How each training goes on with the model, and what to watch in it. */
type Training = [start: (model: GPT, rng: Rng) => Steps, watch: string[]];

const TRAININGS: Record<string, Training> = {
  walk: [(model, rng) => trainSft({ model, ...walkLessons(rng) }), ["loss"]],
  sft: [(model, rng) => trainSft({ model, ...answerLessons(rng) }), ["loss"]],
  think: [
    (policy, rng) =>
      trainGrpo({
        ...{ ...thinkSettings, policy, scoreFn: checkScore() },
        ...{ queries: chaseQueries(rng), rng: rng.fork("think") },
      }),
    ["score", "length"],
  ],
};

const PUZZLE =
  "jay kid . kid eel . fox ant . eel fox . ibis jay . ant ibis . 3 from jay";

interface ThinkOptions {
  seed: number;
  out: string;
}

export function addThink(program: Command): void {
  program
    .command("think")
    .summary("Trains a model that learns to think aloud.")
    .description(
      "Trains a model of the paper chase, which learns to think aloud, into " +
        "DIR/walk, DIR/sft and DIR/think.",
    )
    .requiredOption("--out <dir>", "needed: DIR, a folder")
    .option("--seed <n>", "another seed, another run", wholeNumber(1), 1)
    .action(think);
}

async function think({ seed, out }: ThinkOptions): Promise<void> {
  for (const stage of Object.keys(TRAININGS)) {
    const path = join(out, stage);
    assert(
      !existsSync(path),
      `${path} is there already. Name another --out, or delete it.`,
    );
  }
  assertWritable(out);
  useThreads();
  const rng = createRng(seed);
  const model = initGPT(chaseConfig, rng.fork("weights"));
  for (const [stage, [start, watch]] of Object.entries(TRAININGS)) {
    await follow(stage, start(model, rng), watch);
    const command = `npm run -s rlhf -- think --seed ${seed} --out ${out}`;
    const record = `${JSON.stringify({ stage, seed, command }, null, 2)}\n`;
    writeFolder(join(out, stage), {
      ...gptFiles(model, chase),
      "training.json": new TextEncoder().encode(record),
    });
  }
  process.stdout.write(`saved ${join(out, "walk")}, sft and think. Try:
npm run -s rlhf -- sample --checkpoint ${join(out, "think")} \\
  --max-tokens 9 --prompt "${PUZZLE}"\n`);
}

async function follow(stage: string, steps: Steps, watch: string[]) {
  const bar = progressBar(stage);
  for await (const step of steps) {
    const numbers = step as unknown as Record<string, number>;
    const shown = watch.map((name) => [name, numbers[name]!] as const);
    bar.update(step.step, step.steps, Object.fromEntries(shown));
  }
  bar.end();
}
