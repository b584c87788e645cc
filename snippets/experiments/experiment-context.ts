/**
 * Where experiments get what they need: a seed, the models that were trained
 * from it already, and somebody who watches. No Node here: whoever opens a
 * workshop says where things are kept.
 */
import { type CheckpointFiles, gptFiles, loadGPT } from "../checkpoint.ts";
import { loadScalarModel, scalarModelFiles } from "../checkpoint.ts";
import { disposeGPT, type GPT } from "../gpt.ts";
import { disposeScalarModel, type ScalarModel } from "../heads.ts";
import { createRng, type Rng } from "../random.ts";
import { burrow } from "../world/vocabulary.ts";

/** Keeps files under a key, from run to run or for a while. */
export interface Shelf {
  get(key: string): Promise<CheckpointFiles | undefined>;
  put(key: string, files: CheckpointFiles): Promise<void>;
}

export type Watch = (label: string, step: number, steps: number) => void;

export interface Workshop {
  seed: number;
  /** of the seed itself, as in `rlhf train --seed` */
  rng: Rng;
  shelf: Shelf;
  watch: Watch;
  /** a few steps of everything: to see whether it runs */
  quick: boolean;
  /** what close() frees */
  models: (GPT | ScalarModel)[];
}

export function openWorkshop(
  seed: number,
  shelf: Shelf,
  { quick = false, watch = () => {} }: { quick?: boolean; watch?: Watch } = {},
): Workshop {
  return { seed, rng: createRng(seed), shelf, quick, watch, models: [] };
}

/** Frees the models that were taken from the shelf or made. */
export function closeWorkshop(shop: Workshop): void {
  for (const model of shop.models.splice(0)) {
    if ("score" in model) disposeScalarModel(model);
    else disposeGPT(model);
  }
}

/** Makes a model close() will free. */
export function use<M extends GPT | ScalarModel>(shop: Workshop, model: M): M {
  shop.models.push(model);
  return model;
}

/** The usual number, or a small one to see whether everything runs. */
export function amount(shop: Workshop, full: number, quick: number): number {
  return shop.quick ? Math.min(full, quick) : full;
}

/** Runs a trainer to its end. @returns its steps */
export async function finish<Step extends { step: number; steps: number }>(
  shop: Workshop,
  label: string,
  steps: AsyncIterable<Step>,
): Promise<Step[]> {
  const all: Step[] = [];
  for await (const step of steps) {
    all.push(step);
    shop.watch(label, step.step, step.steps);
  }
  return all;
}

/** What is on the shelf under this key, or is made now and put there. */
export async function keep(
  shop: Workshop,
  key: string,
  make: () => Promise<CheckpointFiles>,
): Promise<CheckpointFiles> {
  const full = `${shop.quick ? "quick " : ""}seed ${shop.seed} ${key}`;
  const kept = await shop.shelf.get(full);
  if (kept) return kept;
  const files = await make();
  await shop.shelf.put(full, files);
  return files;
}

/** A language model, trained at most once. */
export async function keepGPT(
  shop: Workshop,
  key: string,
  train: () => Promise<GPT>,
): Promise<GPT> {
  const files = await keep(shop, key, async () =>
    gptFiles(await train(), burrow),
  );
  return use(shop, await loadGPT(async (name) => files[name]!));
}

/** A reward model, trained at most once. */
export async function keepScalarModel(
  shop: Workshop,
  key: string,
  train: () => Promise<ScalarModel>,
): Promise<ScalarModel> {
  const files = await keep(shop, key, async () =>
    scalarModelFiles(await train(), burrow),
  );
  return use(shop, await loadScalarModel(async (name) => files[name]!));
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function decodeJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
