/** Runs one experiment's arms for one seed; what is done already is read. */
import type { Experiment } from "../experiments/experiment.ts";
import { closeContext, decodeJson } from "../experiments/experiment-context.ts";
import { encodeJson, openContext } from "../experiments/experiment-context.ts";
import { coreHash } from "./core-hash.ts";
import { diskArtifacts } from "./disk-artifacts.ts";
import { type ProgressBar, progressBar } from "./progress-bar.ts";

export type Row = Record<string, unknown>;
export type AnyExperiment = Experiment<Row>;

/** An arm's rows for a seed, and how long they took. */
export interface Done {
  rows: Row[];
  seconds: number;
}

/** Where finished work lies: the rows of an arm, and trained models. */
export interface Shelves {
  /** the hash of all code that the rows come from */
  core: string;
  rows: ReturnType<typeof diskArtifacts>;
  /** of the code that trains them: they outlive a change of the questions */
  models: ReturnType<typeof diskArtifacts>;
}

export function shelvesOf({
  name,
  trainers = "experiments/ppo-runs.ts",
}: AnyExperiment): Shelves {
  const core = coreHash(`experiments/${name}.ts`);
  return {
    core,
    rows: diskArtifacts(`rows-${core}`),
    models: diskArtifacts(`models-${coreHash(trainers)}`),
  };
}

const ROWS = "rows.json";

function keyOf(name: string, arm: string, seed: number, quick: boolean) {
  return `${quick ? "quick " : ""}seed ${seed} ${name}, ${arm}`;
}

/** The rows of an arm, if they are there. */
export async function readArm(
  { rows }: Shelves,
  { name }: AnyExperiment,
  arm: string,
  seed: number,
  quick: boolean,
): Promise<Done | undefined> {
  const files = await rows.get(keyOf(name, arm, seed, quick));
  return files && decodeJson<Done>(files[ROWS]!);
}

/**
 * Runs the arms that are not done yet.
 * @param late when true, no further arm is begun
 * @returns whether all arms are done
 */
export async function runSeed(
  experiment: AnyExperiment,
  seed: number,
  quick: boolean,
  late: () => boolean,
): Promise<boolean> {
  const shelves = shelvesOf(experiment);
  const { name, arms } = experiment;
  for (const [i, arm] of arms.entries()) {
    const title = `${name} seed ${seed} ${i + 1}/${arms.length} ${arm.name}`;
    if (await readArm(shelves, experiment, arm.name, seed, quick)) {
      continue;
    }
    if (late()) return false;
    const display = labelledBars();
    const shelf = shelves.models;
    const context = openContext(seed, shelf, { quick, watch: display.watch });
    const start = performance.now();
    const rows = await arm.run(context);
    const seconds = (performance.now() - start) / 1000;
    closeContext(context);
    display.end();
    const done: Done = { rows, seconds };
    const key = keyOf(name, arm.name, seed, quick);
    await shelves.rows.put(key, { [ROWS]: encodeJson(done) });
    say(`${title}: ${seconds.toFixed(1)} s`);
  }
  return true;
}

/** A bar for whatever is being trained; a new one when that changes. */
function labelledBars() {
  let label = "";
  let bar: ProgressBar | undefined;
  return {
    watch(now: string, step: number, steps: number) {
      if (now !== label || !bar) {
        bar?.end();
        bar = progressBar((label = now));
      }
      bar.update(step, steps, {});
    },
    end: () => bar?.end(),
  };
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
