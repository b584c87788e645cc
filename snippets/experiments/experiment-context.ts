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
export interface ArtifactStore {
  get(key: string): Promise<CheckpointFiles | undefined>;
  put(key: string, files: CheckpointFiles): Promise<void>;
}

export type Watch = (label: string, step: number, steps: number) => void;

export interface ExperimentContext {
  seed: number;
  /** of the seed itself, as in `rlhf train --seed` */
  rng: Rng;
  artifacts: ArtifactStore;
  watch: Watch;
  /** a few steps of everything: to see whether it runs */
  quick: boolean;
  /** what close() frees */
  models: (GPT | ScalarModel)[];
}

export function openContext(
  seed: number,
  shelf: ArtifactStore,
  { quick = false, watch = () => {} }: { quick?: boolean; watch?: Watch } = {},
): ExperimentContext {
  return {
    seed,
    rng: createRng(seed),
    artifacts: shelf,
    quick,
    watch,
    models: [],
  };
}

/** Frees the models that were taken from the shelf or made. */
export function closeContext(context: ExperimentContext): void {
  for (const model of context.models.splice(0)) {
    if ("score" in model) disposeScalarModel(model);
    else disposeGPT(model);
  }
}

/** Makes a model close() will free. */
export function use<M extends GPT | ScalarModel>(
  context: ExperimentContext,
  model: M,
): M {
  context.models.push(model);
  return model;
}

/** The usual number, or a small one to see whether everything runs. */
export function amount(
  context: ExperimentContext,
  full: number,
  quick: number,
): number {
  return context.quick ? Math.min(full, quick) : full;
}

/** Runs a trainer to its end. @returns its steps */
export async function finish<Step extends { step: number; steps: number }>(
  context: ExperimentContext,
  label: string,
  steps: AsyncIterable<Step>,
): Promise<Step[]> {
  const all: Step[] = [];
  for await (const step of steps) {
    all.push(step);
    context.watch(label, step.step, step.steps);
  }
  return all;
}

/** What is on the shelf under this key, or is made now and put there. */
export async function cachedFiles(
  context: ExperimentContext,
  key: string,
  make: () => Promise<CheckpointFiles>,
): Promise<CheckpointFiles> {
  const full = `${context.quick ? "quick " : ""}seed ${context.seed} ${key}`;
  const kept = await context.artifacts.get(full);
  if (kept) return kept;
  const files = await make();
  await context.artifacts.put(full, files);
  return files;
}

/** A language model, trained at most once. */
export async function cachedGPT(
  context: ExperimentContext,
  key: string,
  train: () => Promise<GPT>,
  tokenizer = burrow,
): Promise<GPT> {
  const files = await cachedFiles(context, key, async () =>
    gptFiles(await train(), tokenizer),
  );
  return use(context, await loadGPT(async (name) => files[name]!));
}

/** A reward model, trained at most once. */
export async function cachedScalarModel(
  context: ExperimentContext,
  key: string,
  train: () => Promise<ScalarModel>,
): Promise<ScalarModel> {
  const files = await cachedFiles(context, key, async () =>
    scalarModelFiles(await train(), burrow),
  );
  return use(context, await loadScalarModel(async (name) => files[name]!));
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function decodeJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
