/**
 * What an experiment is: a question, and arms that give its rows for a seed.
 *
 * `npm run experiments` runs them and writes public/experiments/NAME.json:
 * { name, command, core, machine, seconds, rows }, every row with its seed
 * first. The row type of each experiment, in its own file, says what the
 * fields mean. All rows follow from the seed bit for bit; only fields called
 * `seconds` differ from run to run.
 */
import type { ExperimentContext } from "./experiment-context.ts";

export interface Experiment<Row extends object = object> {
  /** the name of its file, and on the command line */
  name: string;
  /** what it asks, in a sentence */
  question: string;
  arms: readonly Arm<Row>[];
  /** the seeds unless others are asked for */
  seeds?: readonly number[];
  /** the file below snippets/ whose code trains the models that are kept;
   * unless said, that of the PPO runs */
  trainers?: string;
  /** the fields that tell rows of different arms apart, in the summary */
  keys: readonly (keyof Row & string)[];
  /** the numbers whose mean and spread over seeds the summary shows */
  columns: readonly (keyof Row & string)[];
}

/** A part that is run, and kept, as one piece. */
export interface Arm<Row extends object = object> {
  name: string;
  run(context: ExperimentContext): Promise<Row[]>;
}
