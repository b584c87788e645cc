/** What `npm run bench -- ...` asks for; every mistake is one clear line. */
import { parseArgs } from "node:util";
import { SHAPES, type SizeName } from "../../src/benchmark/shapes.ts";

const WORKS = ["train", "sample", "path", "gemm"] as const;
export const RUNTIMES = ["node", "chromium-worker"] as const;
const SIZES = Object.keys(SHAPES) as SizeName[];

export type WorkName = (typeof WORKS)[number];
export type RuntimeName = (typeof RUNTIMES)[number];

export interface Job {
  work: WorkName;
  size: SizeName;
}

export interface Options {
  plan: Job[];
  runtimes: RuntimeName[];
  /** 1, 2 or both */
  workers: number[];
  rounds: number;
  /** a tenth of the path, shorter slices */
  quick: boolean;
  stock: boolean;
  /** the engine's relaxed build, which has one worker only */
  relaxed: boolean;
  torch?: string;
  json?: string;
}

export const USAGE = `npm run bench -- [options]

  --work train,sample,path,gemm       what to measure (all; of path only burrow)
  --size XS,S,burrow,M                shapes, see src/benchmark/shapes.ts
  --runtime node,chromium-worker      where
  --workers 1,2                       of one worker or two (a training step, the path)
  --torch PYTHON                      also PyTorch, 1 thread, with this Python
  --json FILE                         also writes rows as JSON:
                                      { work, size, runtime, workers, ms, torchMs }
  --rounds N                          rounds to take the medians of (7; path 3)
  --quick                             a tenth of the path, 3 rounds, short slices
  --no-stock                          without stock TensorFlow.js beside ours
  --relaxed                           the engine with relaxed SIMD, on one worker: faster, but the
                                      last digits depend on the machine

  The whole path of burrow or S takes one worker about 1.5 minutes, two workers 1 and PyTorch 1:
  with all of them in both runtimes 6 minutes a round, and M five times as long. A tenth of it
  with stock TensorFlow.js adds half a minute per runtime, once; --no-stock leaves that out.
`;

/** A mistake in what was asked for. */
export class UsageError extends Error {}

export function readOptions(args: string[]): Options | "help" {
  const { values } = parse(args);
  if (values.help) return "help";
  const works = chosen("--work", values.work, WORKS);
  const sizes = chosen("--size", values.size, SIZES);
  const named = values.work !== undefined || values.size !== undefined;
  const plan = works.flatMap((work) => sizes.map((size) => ({ work, size })));
  return {
    plan: plan.filter(({ work, size }) => named || work !== "path" || size === "burrow"),
    runtimes: chosen("--runtime", values.runtime, RUNTIMES),
    workers: values.relaxed ? [1] : chosen("--workers", values.workers, ["1", "2"]).map(Number),
    rounds: wholeNumber("--rounds", values.rounds) ?? (values.quick ? 3 : 7),
    quick: values.quick,
    stock: !values["no-stock"],
    relaxed: values.relaxed,
    torch: values.torch,
    json: values.json,
  };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const yes = { type: "boolean", default: false } as const;
  const options = { work: text, size: text, runtime: text, torch: text, json: text };
  try {
    const switches = { quick: yes, relaxed: yes, "no-stock": yes, help: { ...yes, short: "h" } };
    return parseArgs({ args, options: { ...options, workers: text, rounds: text, ...switches } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s/)[0]}. Try --help.`);
  }
}

/** "S,M" -> ["S", "M"] */
function chosen<T extends string>(flag: string, text: string | undefined, known: readonly T[]): T[] {
  const words = text?.split(",").map((word) => word.trim()) ?? known;
  const wrong = words.find((word) => !(known as readonly string[]).includes(word));
  if (wrong === undefined) return known.filter((word) => words.includes(word));
  throw new UsageError(`${flag} is of ${known.join(", ")}, got "${wrong}".`);
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d*$/.test(text)) return (text && Number(text)) || undefined;
  throw new UsageError(`${flag} is a whole number from 1 upwards, got "${text}".`);
}
