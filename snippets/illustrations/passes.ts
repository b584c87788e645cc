/** A round of PPO, slowed down: what its answers look like after each pass. */
import { cloneGPT } from "../gpt.ts";
import { cloneScalarModel } from "../heads.ts";
import { type PpoOptions, trainPpo } from "../ppo.ts";
import { type Episode, responseLogprobs } from "../rollout.ts";

/**
 * Learns from these answers and no new ones, in a few passes; the models given
 * stay as they are.
 * @returns log p of every token, per answer, after each pass
 */
export async function passesOver(
  episodes: Episode[],
  options: PpoOptions,
  count: number,
): Promise<number[][][]> {
  const policy = cloneGPT(options.policy);
  const passes: number[][][] = [];
  const training = trainPpo({
    ...options,
    policy,
    valueModel: cloneScalarModel(options.valueModel),
    // A pass counts as a round of its own: so one can look in between.
    ...{ iterations: count, epochs: 1, warmUp: 1 },
    rolloutFn: () => Promise.resolve(episodes),
  });
  for await (const _ of training) {
    passes.push(responseLogprobs(policy, episodes));
  }
  return passes;
}
