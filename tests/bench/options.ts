/** What `npm run bench -- ...` asks for; every mistake is one clear line. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { SHAPES, type SizeName } from "../../src/benchmark/shapes.ts";

const WORKS = ["train", "sample", "path", "gemm"] as const;
export const RUNTIMES = ["node", "chromium-worker"] as const;
const SIZES = Object.keys(SHAPES) as SizeName[];
const PEERS = ["jax", "onnx", "stock", "naive"] as const;

export type WorkName = (typeof WORKS)[number];
export type RuntimeName = (typeof RUNTIMES)[number];
export type PeerName = (typeof PEERS)[number];

export interface Job {
  work: WorkName;
  size: SizeName;
}

export interface Options {
  plan: Job[];
  runtimes: RuntimeName[];
  /** of 1, 2 and 4, those for which there are cores */
  workers: number[];
  /** at most; with fewer where the ratio is known well enough before, unless it is thorough */
  rounds: number;
  /** the share of the path's steps that is measured */
  pathShare: number;
  /** milliseconds per round and contestant */
  slice: number;
  isThorough: boolean;
  peers: PeerName[];
  /** the engine's relaxed build, which has one worker only */
  relaxed: boolean;
  /** a Python that has torch */
  torch?: string;
  json?: string;
}

export const USAGE = `npm run bench -- [options]

  --work train,sample,path,gemm       what to measure (all; of path only burrow)
  --size XS,S,burrow,M                shapes, see src/benchmark/shapes.ts
  --runtime node,chromium-worker      where
  --workers 1,2,4                     of how many workers (as many as there are cores)
  --peers jax,onnx,stock,naive        beside jax-js, ONNX Runtime (sampling, in Node) and
                                      TensorFlow.js; "none" for none of them
  --torch [PYTHON]                    also PyTorch, on 1 thread and on all, with this Python
                                      (python3)
  --json FILE                         also writes rows as JSON:
                                      { work, size, runtime, workers, ms, torchMs, … }
  --quick                             short slices, a twentieth of the path, 3 rounds
  --thorough                          7 rounds of everything and the whole path: half an hour
  --rounds N                          rounds to take the medians of, at most (5; path 1)
  --relaxed                           the engine with relaxed SIMD, on one worker: faster, but the
                                      last digits depend on the machine

  Without --thorough, rounds end as soon as the ratio to PyTorch is known to 3 %, and of the path a
  fifth of every stage's steps is measured. ONNX Runtime is installed into node_modules/.cache when
  it is first asked for. On a quiet machine all of it takes less than 8 minutes.
`;

/** A mistake in what was asked for. */
export class UsageError extends Error {}

export function readOptions(args: string[], cores = availableParallelism()): Options | "help" {
  const { values } = parse(args);
  if (values.help) return "help";
  const { quick, thorough } = values;
  if (quick && thorough) throw new UsageError("--quick and --thorough are one or the other.");
  const works = chosen("--work", values.work, WORKS);
  const sizes = chosen("--size", values.size, SIZES);
  const named = values.work !== undefined || values.size !== undefined;
  const plan = works.flatMap((work) => sizes.map((size) => ({ work, size })));
  return {
    plan: plan.filter(({ work, size }) => named || work !== "path" || size === "burrow"),
    runtimes: chosen("--runtime", values.runtime, RUNTIMES),
    workers: values.relaxed ? [1] : workersFor(values.workers, cores),
    rounds: wholeNumber("--rounds", values.rounds) ?? (quick ? 3 : thorough ? 7 : 5),
    pathShare: quick ? 0.05 : thorough ? 1 : 0.2,
    slice: quick ? 80 : thorough ? 400 : 200,
    isThorough: thorough,
    peers: values.peers === "none" ? [] : chosen("--peers", values.peers, PEERS),
    relaxed: values.relaxed,
    torch: values.torch,
    json: values.json,
  };
}

/** Those that are asked for; without a word those that have a core each. */
function workersFor(asked: string | undefined, cores: number): number[] {
  const workers = chosen("--workers", asked, ["1", "2", "4"]).map(Number);
  return asked === undefined ? workers.filter((count) => count <= Math.max(2, cores)) : workers;
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const yes = { type: "boolean", default: false } as const;
  const options = { work: text, size: text, runtime: text, torch: text, json: text, peers: text };
  const switches = { quick: yes, thorough: yes, relaxed: yes, help: { ...yes, short: "h" } };
  try {
    return parseArgs({
      args: withPython(args),
      options: { ...options, workers: text, rounds: text, ...switches },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s/)[0]}. Try --help.`);
  }
}

/** "--torch" by itself is "--torch python3". */
function withPython(args: string[]): string[] {
  const isBare = (i: number) => args[i] === "--torch" && (args[i + 1] ?? "--").startsWith("--");
  return args.flatMap((word, i) => (isBare(i) ? [word, "python3"] : [word]));
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
