/**
 * `npm run bench`: training steps, sampling, the whole path and bare matrix products, in Node and
 * in a worker of Chromium, with stock TensorFlow.js and PyTorch beside them. See options.ts.
 */
import { writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { SHAPES } from "../../src/benchmark/shapes.ts";
import { openChromium } from "./chromium.ts";
import { compare, type Entry, type Outcome } from "../../src/benchmark/compare.ts";
import { compileCeiling } from "./compile-ceiling.ts";
import type { Contestant } from "../../src/benchmark/contestant.ts";
import type { WorkerKind } from "../../src/benchmark/worker-kind.ts";
import { inNode } from "./node.ts";
import { type Job, type Options, readOptions, type RuntimeName } from "./options.ts";
import { USAGE, UsageError, type WorkName } from "./options.ts";
import { pathData } from "./path-data.ts";
import { type FullRow, notesOn, rowsOf, tableOf } from "./report.ts";
import { inTorch } from "./torch.ts";

/** This project at work somewhere, with one worker or two. */
interface Place {
  runtime: RuntimeName;
  workers: number;
  ours: Contestant;
  /** the same one for both */
  stock: Contestant | null;
}

interface Field {
  places: Place[];
  torch: Contestant | null;
  ceilingCode: number[];
  close(): Promise<void>;
}

async function bench(options: Options) {
  if (options.json) checkWritable(options.json);
  const field = await gather(options);
  const rows: FullRow[] = [];
  try {
    for (const job of options.plan) {
      say(`${job.work} ${job.size} ...`);
      rows.push(...(await play(field, job, options)));
    }
  } finally {
    await field.close();
  }
  console.log(`\n${tableOf(rows)}\n\n${notesOn(rows, options)}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rowsOf(rows), null, 2)}\n`);
}

/** Now rather than after ten minutes. */
function checkWritable(file: string) {
  try {
    writeFileSync(file, "[]\n");
  } catch (error) {
    throw new UsageError(`--json ${file} can't be written (${(error as Error).message}).`);
  }
}

/** Starts everybody who takes part. */
async function gather(options: Options): Promise<Field> {
  const { runtimes, torch: python } = options;
  const ceilingCode = await compileCeiling();
  const torch = python === undefined ? null : await inTorch(python);
  const places: Place[] = [];
  say(machine());
  say(`Node ${process.versions.node}${torch ? `, PyTorch ${torch.version}, 1 thread` : ""}`);
  if (runtimes.includes("node")) places.push(...(await placesIn("node", inNode, options)));
  const chromium = runtimes.includes("chromium-worker") ? await openChromium() : null;
  if (chromium) {
    say(`Chromium ${chromium.version}`);
    places.push(...(await placesIn("chromium-worker", chromium.inWorker, options)));
  }
  const close = async () => {
    const players = new Set(places.flatMap(({ ours, stock }) => [ours, stock]));
    for (const player of players) await player?.close();
    await Promise.all([torch?.close(), chromium?.close()]);
  };
  return { places, torch, ceilingCode, close };
}

type Start = (kind: WorkerKind) => Promise<Contestant>;

async function placesIn(runtime: RuntimeName, start: Start, { workers, stock, relaxed }: Options) {
  const other = stock ? await start("stock") : null;
  const places: Place[] = [];
  for (const count of workers) {
    const ours = await start(count === 2 ? "two" : relaxed ? "relaxed" : "one");
    places.push({ runtime, workers: count, ours, stock: other });
  }
  return places;
}

/** Only these gain from a second worker. */
const SHARED: WorkName[] = ["train", "path"];

/** One line of the plan. @returns one row per place */
async function play(field: Field, job: Job, options: Options): Promise<FullRow[]> {
  const { torch } = field;
  const places = field.places.filter(({ workers }) => workers === 1 || SHARED.includes(job.work));
  const entries = entriesFor(job, options);
  const peer = torch && entries.of(torch);
  const ceilings = places.map(({ ours }) => ceilingEntry(ours, field.ceilingCode, options));
  const ours = places.map(({ ours }) => entries.of(ours));
  const others = [...new Set(places.map(({ stock }) => stock))].filter((stock) => stock !== null);
  const stock = new Map(others.map((other) => [other, entries.ofStock(other)]));
  const naive = new Map(others.map((other) => [other, naiveEntry(stock.get(other)!)]));
  const all = [peer, ...ours, ...stock.values(), ...naive.values(), ...ceilings];
  const outcomes = await compare(all.filter((entry) => entry !== null));
  const msOf = (entry: Entry | null | undefined) => (entry ? outcomes.get(entry)!.ms : null);
  return places.map(({ runtime, workers, stock: other }, i) => ({
    ...job,
    runtime,
    workers,
    ms: msOf(ours[i])!,
    torchMs: msOf(peer),
    stockMs: msOf(other && stock.get(other)),
    naiveMs: msOf(other && naive.get(other)),
    gigaflops: gigaflops(outcomes.get(ours[i]!)!),
    ceiling: workers * gigaflops(outcomes.get(ceilings[i]!)!),
  }));
}

/** How much of the work everybody does, and how often. */
function entriesFor({ work, size }: Job, { quick, rounds }: Options) {
  const shape = SHAPES[size];
  if (work !== "path") {
    const entry = (work: string) => (contestant: Contestant) => {
      return { contestant, task: { work, shape }, slice: quick ? 100 : 400, rounds, share: 1 };
    };
    return { of: entry(work), ofStock: entry(work === "train" ? "whole train" : work) };
  }
  const part = (share: number, rounds: number) => {
    const task = { work, shape, data: pathData(size, share) };
    return (contestant: Contestant) => ({ contestant, task, slice: 0, rounds, share });
  };
  // Stock TensorFlow.js would take many minutes: a tenth of the steps must do.
  return { of: part(quick ? 0.1 : 1, Math.min(rounds, 3)), ofStock: part(0.1, 1) };
}

/** Stock TensorFlow.js once more, as one first writes it; only the training step. */
function naiveEntry(stock: Entry): Entry | null {
  const { work, shape } = stock.task;
  return work === "whole train" ? { ...stock, task: { work: "naive train", shape } } : null;
}

function ceilingEntry(contestant: Contestant, data: number[], { rounds }: Options): Entry {
  const task = { work: "ceiling", shape: SHAPES.S, data };
  return { contestant, task, slice: 200, rounds, share: 1 };
}

function gigaflops({ operations, ms }: Outcome) {
  return operations / ms / 1e6;
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpu?.model.trim() ?? "unknown CPU"}, ${cpus().length} cores, ${platform()} ${arch()}`;
}

function say(line: string) {
  process.stderr.write(`${line}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(USAGE);
  else await bench(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}
