/**
 * `npm run bench`: training steps, sampling, the whole path and bare matrix products, in Node and
 * in a worker of Chromium, with jax-js, ONNX Runtime, stock TensorFlow.js and PyTorch beside them.
 * See options.ts.
 */
import { writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { compare, type Entry, type Outcome } from "../../src/benchmark/compare.ts";
import type { Contestant } from "../../src/benchmark/contestant.ts";
import { SHAPES } from "../../src/benchmark/shapes.ts";
import { isRatioKnown } from "./enough.ts";
import { type Field, gather, type Place } from "./field.ts";
import { type Job, type Options, type PeerName, readOptions } from "./options.ts";
import { USAGE, UsageError, type WorkName } from "./options.ts";
import { pathData } from "./path-data.ts";
import { type FullRow, notesOn, rowsOf, tableOf } from "./report.ts";

async function bench(options: Options) {
  if (options.json) checkWritable(options.json);
  const began = performance.now();
  say(machine());
  const field = await gather(options, say);
  const rows: FullRow[] = [];
  try {
    for (const job of options.plan) {
      say(`${job.work} ${job.size} ...`);
      rows.push(...(await play(field, job, options)));
    }
  } finally {
    await field.close();
  }
  const minutes = (performance.now() - began) / 60_000;
  console.log(`\n${machine()}\n\n${tableOf(rows)}\n\n${notesOn(rows, options, minutes)}`);
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

/** These gain from other workers. */
const SHARED: WorkName[] = ["train", "sample", "path"];

/** One line of the plan. @returns one row per place */
async function play(field: Field, job: Job, options: Options): Promise<FullRow[]> {
  const { torch, torchAll } = field;
  const places = field.places.filter(({ workers }) => workers === 1 || SHARED.includes(job.work));
  const entry = entriesFor(job, options);
  const [one, all] = [torch, torchAll].map((peer) => peer && entry(peer, job.work));
  const rows = places.map((place) => {
    const peer = (name: PeerName) => peerEntry(field, place, name, job, options);
    return {
      place,
      ours: entry(place.ours, ownWork(job.work)),
      ceiling: ceilingEntry(place.ours, field, options),
      peer,
    };
  });
  const runtimes = [...new Set(places.map(({ runtime }) => runtime))];
  const beside = new Map(runtimes.map((runtime) => [runtime, peersOf(rows.find((r) => r.place.runtime === runtime)!)]));
  const others = [...beside.values()].flatMap((peers) => Object.values(peers));
  const entries = [one, all, ...rows.map(({ ours }) => ours), ...others, ...rows.map(({ ceiling }) => ceiling)];
  const isEnough = (timings: ReadonlyMap<Entry, number[]>) => {
    if (options.isThorough || !one) return false;
    return rows.every(({ ours }) => isRatioKnown(timings.get(ours)!, timings.get(one)!));
  };
  const outcomes = await compare(
    entries.filter((some) => some !== null && some !== undefined),
    undefined,
    isEnough,
  );
  const ms = (some: Entry | null | undefined) => (some ? outcomes.get(some)!.ms : null);
  return rows.map(({ place, ours, ceiling }) => {
    const { jax, onnx, stock, naive } = beside.get(place.runtime)!;
    const found = outcomes.get(ours)!;
    return {
      ...job,
      ...{ runtime: place.runtime, workers: place.workers, ms: found.ms },
      tokensPerSecond: (1000 * found.tokens) / found.ms,
      ...{ torchMs: ms(one), torchAllMs: ms(all), jaxMs: ms(jax), onnxMs: ms(onnx) },
      ...{ stockMs: ms(stock), naiveMs: ms(naive) },
      gigaflops: gigaflops(found),
      ceiling: place.workers * gigaflops(outcomes.get(ceiling)!),
    };
  });
}

function peersOf({ peer }: { peer: (name: PeerName) => Entry | null }) {
  return { jax: peer("jax"), onnx: peer("onnx"), stock: peer("stock"), naive: peer("naive") };
}

/** What ours is called where several workers share it. */
function ownWork(work: WorkName): string {
  return work === "sample" ? "sample together" : work;
}

type NewEntry = (contestant: Contestant, work: string) => Entry;

/** How much of the work everybody does, and how often. */
function entriesFor({ work, size }: Job, { rounds, slice, pathShare, isThorough }: Options): NewEntry {
  const shape = SHAPES[size];
  if (work !== "path") return (contestant, work) => ({ contestant, task: { work, shape }, slice, rounds, share: 1 });
  const task = { work, shape, data: pathData(size, pathShare) };
  return (contestant) => ({ contestant, task, slice: 0, rounds: isThorough ? 3 : 1, share: pathShare });
}

/** What peers do of which work: those that are slow do it twice only, and of the path a fiftieth. */
function peerEntry({ peers }: Field, place: Place, name: PeerName, { work, size }: Job, options: Options) {
  const contestant = peers[place.runtime][name];
  const shape = SHAPES[size];
  if (!contestant) return null;
  const { rounds, slice, isThorough } = options;
  const own = (work: string): Entry => ({ contestant, task: { work, shape }, slice, rounds, share: 1 });
  const seldom = (work: string): Entry => ({ ...own(work), slice: 1, rounds: isThorough ? 3 : 1 });
  if (name === "jax") return work === "train" ? own("jax train") : null;
  if (name === "onnx") return work === "sample" ? own("onnx sample") : null;
  // At size M the first attempt takes seconds a step: nothing new is learned from it.
  if (name === "naive") return work === "train" && (isThorough || size !== "M") ? seldom("naive train") : null;
  if (work !== "path") return seldom(work === "train" ? "whole train" : work);
  const share = 0.02;
  const task = { work, shape, data: pathData(size, share) };
  return { contestant, task, slice: 0, rounds: 1, share };
}

function ceilingEntry(contestant: Contestant, { ceilingCode: data }: Field, { rounds, slice }: Options): Entry {
  const task = { work: "ceiling", shape: SHAPES.S, data };
  return { contestant, task, slice: slice / 2, rounds, share: 1 };
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
