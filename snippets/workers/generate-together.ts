/** The texts of `generate`, half of them written by the second worker. */
import {
  continueTexts,
  rowStreams,
  type SamplingOptions,
} from "../generate.ts";
import type { GPT } from "../gpt.ts";
import { offload } from "./offload.ts";
import { halves } from "./shards.ts";

/** `generate`, twice as fast where there is a second worker: the same texts. */
export async function generateTogether(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  { rng, ...options }: SamplingOptions,
): Promise<number[][]> {
  const rngs = rowStreams(prompts, rng);
  const [first, second] = halves(prompts);
  const count = first!.length;
  const rest =
    second &&
    offload("texts", gpt, {
      ...options,
      prompts: second,
      streams: rngs.slice(count).map(({ name }) => name),
    });
  const texts = continueTexts(gpt, first!, rngs.slice(0, count), options);
  return rest ? [...texts, ...(await rest())] : texts;
}
