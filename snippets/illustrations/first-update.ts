/**
 * The first update of a round, when the policy has not moved yet: what the
 * loss of a group is, and how hard it pushes each token. All ratios are 1, so
 * that answers above the mean and below it may cancel in the loss; in the
 * gradient, which has each answer's own direction, they do not.
 */
import * as tf from "@tensorflow/tfjs";
import { groupLoss } from "../group-loss.ts";
import { type GroupSample, groupShards } from "../grpo-update.ts";
import { type GrpoOptions, grpoDefaults } from "../grpo.ts";

type Average = NonNullable<GrpoOptions["average"]>;

export interface FirstUpdate {
  loss: number;
  /**
   * minus the slope of the loss by the log-probability of one token, for each
   * answer, times the number of all tokens: with the mean over tokens that is
   * the advantage itself
   */
  pushes: number[];
}

/**
 * @param advantages one per answer
 * @param lengths tokens of each answer
 * @param maxNewTokens the constant of Dr. GRPO's mean
 */
export function firstUpdate(
  advantages: readonly number[],
  lengths: readonly number[],
  average: Average,
  maxNewTokens = 24,
): FirstUpdate {
  const samples = advantages.map((advantage, i): GroupSample => {
    const response = new Array<number>(lengths[i]!).fill(3);
    const logprobs = response.map(() => -1);
    const rest = { query: [2], score: 0, entropy: [] };
    return { ...rest, response, logprobs, advantage };
  });
  const plain = { ...grpoDefaults, klCoef: 0, cliprangeHigh: 0.2 };
  const shards = groupShards({ ...plain, average, maxNewTokens }, samples);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let loss = 0;
  const pushes: number[] = [];
  for (const shard of shards) {
    const [value, slopes] = tf.tidy(() => {
      const lossAt = (x: tf.Tensor) => groupLoss(x as tf.Tensor1D, shard).loss;
      const at = tf.tensor1d(shard.logprobs);
      const step = tf.valueAndGrad(lossAt)(at);
      return [step.value.dataSync()[0]!, step.grad.dataSync()] as const;
    });
    loss += value;
    const width = slopes.length / shard.rows;
    for (let row = 0; row < shard.rows; row++) {
      const own = Array.from({ length: width }, (_, i) => row * width + i);
      const first = own.find((i) => shard.mask[i] === 1)!;
      pushes.push(-slopes[first]! * total);
    }
  }
  return { loss, pushes };
}

/** Why the loss says little, in a sentence. */
export function lossInWords({ loss, pushes }: FirstUpdate): string {
  const moved = pushes.some((push) => Math.abs(push) > 1e-6);
  const size = (Math.abs(loss) < 5e-4 ? 0 : loss).toFixed(3);
  if (!moved) return `The loss is ${size}, and no token is pushed.`;
  return `The loss is ${size}, and tokens are pushed all the same.`;
}
