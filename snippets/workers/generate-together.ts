/** The texts of `generate`, each part of them written by another worker. */
import { rowStreams, type SamplingOptions } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import { readers, shareOut } from "./share-out.ts";
import { partsOf } from "./shards.ts";
import type { Prompts } from "./tasks.ts";

/** `generate`, faster where there are other workers: the same texts. */
export async function generateTogether(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  options: SamplingOptions,
  parts = readers(),
): Promise<number[][]> {
  const inputs = writingParts(prompts, options, parts);
  return (await shareOut("texts", gpt, inputs)()).flat();
}

/** Prompts in so many parts, each with its own streams of chance. */
export function writingParts(
  prompts: readonly (readonly number[])[],
  { rng, ...options }: SamplingOptions,
  parts: number,
): Prompts[] {
  const streams = rowStreams(prompts, rng).map(({ name }) => name);
  const named = partsOf(streams, parts);
  return partsOf(prompts, parts).map((part, i) => ({
    ...options,
    prompts: part,
    streams: named[i]!,
  }));
}
