/** What `npm run experiments -- ...` asks for. */
import { parseArgs } from "node:util";
import { assert, InputError } from "../base/assert.ts";
import { EXPERIMENTS } from "../experiments/all.ts";
import type { AnyExperiment } from "./run-experiment.ts";

const names = EXPERIMENTS.map(({ name }) => name);

export const WISHES = `npm run experiments -- [NAME...] [options]

  Runs experiments, seed by seed and arm by arm, and writes
  public/experiments/NAME.json. Models and finished arms are kept in
  node_modules/.cache/mini-rlhf/experiments until the code changes that they
  come from, so a run that was stopped goes on where it was.

  --seeds 1,2,3  other seeds than those of each
  --minutes N    begins no arm after that time, and exits with status 3
  --first N      only the first arms of each: they stand in order of their worth
  --quick        a few steps of everything, to see whether it runs; its files
                 stay in the cache
  --report       runs nothing, but writes public/experiments/README.md

  NAME is one of ${names.slice(0, 4).join(", ")},
  ${names.slice(4, 8).join(", ")},
  ${names.slice(8).join(", ")}.
`;

export interface Wish {
  experiments: readonly AnyExperiment[];
  /** undefined: those of each experiment */
  seeds: number[] | undefined;
  /** no arm is begun after so many; an arm itself takes a few at most */
  minutes: number;
  /** only so many arms of each experiment: they stand by their worth */
  first: number;
  quick: boolean;
  report: boolean;
}

/** Throws an InputError that says what was expected. */
export function readWish(args: string[]): Wish | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const known = EXPERIMENTS.map(({ name }) => name);
  for (const name of positionals) {
    assert(
      known.includes(name),
      `There is no experiment "${name}". Known: ${known.join(", ")}.`,
    );
  }
  const wanted = positionals.length > 0 ? positionals : known;
  return {
    experiments: EXPERIMENTS.filter(({ name }) => wanted.includes(name)),
    seeds: values.seeds === undefined ? undefined : readSeeds(values.seeds),
    minutes: readPositive("minutes", values.minutes),
    first: readPositive("first", values.first),
    quick: values.quick ?? false,
    report: values.report ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seeds: { type: "string" },
        minutes: { type: "string" },
        first: { type: "string" },
        quick: { type: "boolean" },
        report: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    const problem = (error as Error).message.split(/\.\s/)[0];
    throw new InputError(`${problem}. Try: npm run experiments -- --help`);
  }
}

function readSeeds(text: string): number[] {
  const seeds = text.split(",").map(Number);
  assert(
    seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 1),
    `--seeds is a list of whole numbers from 1 upwards such as 1,2,3, got ` +
      `"${text}".`,
  );
  return [...new Set(seeds)].sort((a, b) => a - b);
}

/** As many as one likes, unless said. */
function readPositive(flag: string, text: string | undefined): number {
  const value = Number(text ?? Infinity);
  assert(value > 0, `--${flag} is a number above 0, got "${text}".`);
  return value;
}
