/** Starts everybody who takes part in a benchmark. */
import { cpus } from "node:os";
import type { Contestant } from "../../src/benchmark/contestant.ts";
import type { WorkerKind } from "../../src/benchmark/worker-kind.ts";
import { openChromium } from "./chromium.ts";
import { compileCeiling } from "./compile-ceiling.ts";
import { inNode } from "./node.ts";
import type { Options, PeerName, RuntimeName } from "./options.ts";
import { installPeer } from "./peer-packages.ts";
import { inTorch, type Torch } from "./torch.ts";

/** This project at work somewhere, with one worker or several. */
export interface Place {
  runtime: RuntimeName;
  workers: number;
  ours: Contestant;
}

/** Who is beside this project in one runtime. */
type Peers = Partial<Record<PeerName, Contestant>>;

export interface Field {
  places: Place[];
  peers: Record<RuntimeName, Peers>;
  torch: Torch | null;
  torchAll: Torch | null;
  ceilingCode: number[];
  close(): Promise<void>;
}

type Start = (kind: WorkerKind | "jax") => Promise<Contestant>;

/** @param say gets what one should know of them, a line each */
export async function gather(options: Options, say: (line: string) => void): Promise<Field> {
  const { runtimes, torch: python } = options;
  const ceilingCode = await compileCeiling();
  const torch = python === undefined ? null : await inTorch(python, 1);
  const torchAll = python === undefined || cpus().length < 2 ? null : await inTorch(python, 0);
  const threads = torchAll ? ` and ${torchAll.threads}` : "";
  say(`Node ${process.versions.node}${torch ? `, PyTorch ${torch.version}, threads: 1${threads}` : ""}`);
  const places: Place[] = [];
  const peers: Field["peers"] = { node: {}, "chromium-worker": {} };
  if (runtimes.includes("node")) {
    places.push(...(await placesIn("node", inNode, options)));
    peers.node = await peersIn(inNode, options);
    peers.node.onnx = await onnx(options, say);
  }
  const chromium = runtimes.includes("chromium-worker") ? await openChromium() : null;
  if (chromium) {
    say(`Chromium ${chromium.version}`);
    places.push(...(await placesIn("chromium-worker", chromium.inWorker, options)));
    peers["chromium-worker"] = await peersIn(chromium.inWorker, options);
  }
  const close = async () => {
    const others = Object.values(peers).flatMap((some) => Object.values(some));
    const players = new Set([...places.map(({ ours }) => ours), ...others]);
    for (const player of players) await player?.close();
    await Promise.all([torch?.close(), torchAll?.close(), chromium?.close()]);
  };
  return { places, peers, torch, torchAll, ceilingCode, close };
}

const KINDS: Record<number, WorkerKind> = { 1: "one", 2: "two", 4: "four" };

async function placesIn(runtime: RuntimeName, start: Start, { workers, relaxed }: Options) {
  const places: Place[] = [];
  for (const count of workers) {
    const ours = await start(relaxed ? "relaxed" : KINDS[count]!);
    places.push({ runtime, workers: count, ours });
  }
  return places;
}

async function peersIn(start: Start, { peers, plan }: Options): Promise<Peers> {
  const trains = plan.some(({ work }) => work === "train");
  const isStock = peers.includes("stock") || peers.includes("naive");
  const stock = isStock ? await start("stock") : undefined;
  return {
    jax: trains && peers.includes("jax") ? await start("jax") : undefined,
    stock: peers.includes("stock") ? stock : undefined,
    naive: peers.includes("naive") ? stock : undefined,
  };
}

/** Without a network it is left out, and that is said. */
async function onnx({ peers, plan }: Options, say: (line: string) => void) {
  if (!peers.includes("onnx") || plan.every(({ work }) => work !== "sample")) return undefined;
  try {
    await installPeer("onnxruntime-web");
  } catch (error) {
    say(`${(error as Error).message}: it is left out.`);
    return undefined;
  }
  return inNode("onnx");
}
