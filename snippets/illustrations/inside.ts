/**
 * The whole GPT once more, for one text, in plain tensor operations that keep
 * what they compute: where each head looks, and the residual stream after
 * every block (gpt.ts computes the same, faster, and keeps nothing).
 *
 * The logit lens reads the stream half-way as if it were the end
 * (nostalgebraist 2020). Left out: batches.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import type { BlockParams, GPT } from "../gpt.ts";
import { gelu, layerNorm, linear } from "../tensor.ts";

export interface Inside {
  /** by block, head, position and position looked at; a row sums to 1 */
  alphas: number[][][][];
  /** by block and head: query, key and value of each position, [T, D] */
  heads: { q: number[][]; k: number[][]; v: number[][] }[][];
  /**
   * the logit lens: probabilities of every word as the next one, after the
   * embedding and after each block, by position; the last is the model's guess
   */
  lens: number[][][];
  /** the model's guess after the last token */
  next: number[];
}

/**
 * Everything inside, for one text of T tokens.
 * @param off a head that hands nothing over; "2.3" is block 2, head 3
 */
export function lookInside(
  gpt: GPT,
  ids: readonly number[],
  off?: string,
): Inside {
  const { params, config } = gpt;
  assert(
    ids.length >= 1 && ids.length <= config.blockSize,
    `The text has to have from 1 to ${config.blockSize} tokens, got ` +
      `${ids.length}.`,
  );
  const { alphas, heads, lens }: Omit<Inside, "next"> = {
    ...{ alphas: [], heads: [], lens: [] },
  };
  tf.tidy(() => {
    let x = tf
      .gather(params.wte.weight, tf.tensor1d([...ids], "int32"))
      .add<tf.Tensor2D>(params.wpe.weight.slice([0, 0], [ids.length, -1]));
    lens.push(read(gpt, x));
    params.h.forEach((p, layer) => {
      const isOn = Array.from({ length: config.heads }, (_, h) =>
        Number(off !== `${layer + 1}.${h + 1}`),
      );
      const found = lookBack(x, p, isOn);
      x = x.add(found.gathered);
      const inner = gelu(linear(layerNorm(x, p.ln_2), p.mlp.c_fc));
      x = x.add(linear(inner, p.mlp.c_proj));
      alphas.push(found.alphas);
      heads.push(found.heads);
      lens.push(read(gpt, x));
    });
  });
  return { alphas, heads, lens, next: lens.at(-1)!.at(-1)! };
}

/** Attention of one block. [T, C] -> what is added to the stream, [T, C] */
function lookBack(x: tf.Tensor2D, p: BlockParams, isOn: number[]) {
  const [T, C] = x.shape;
  const H = isOn.length;
  const mask = tf.linalg.bandPart(tf.ones([T, T]), -1, 0); // s <= t
  const qkv = linear(layerNorm(x, p.ln_1), p.attn.c_attn); // [T, 3C]
  const [q, k, v] = tf.split(qkv, 3, 1).map(
    (part) => part.reshape([T, H, C / H]).transpose([1, 0, 2]), // [H, T, D]
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const fit = tf.matMul(q, k, false, true).div(Math.sqrt(C / H));
  const alpha = tf.softmax(fit.add(mask.sub(1).mul(1e9))); // [H, T, T]
  const found = tf
    .matMul(alpha, v)
    .mul(tf.tensor3d(isOn, [H, 1, 1]))
    .transpose([1, 0, 2])
    .reshape<tf.Tensor2D>([T, C]);
  const [qs, ks, vs] = [q, k, v].map((of) => of.arraySync() as number[][][]);
  return {
    gathered: linear(found, p.attn.c_proj),
    alphas: alpha.arraySync() as number[][][],
    heads: isOn.map((_, h) => ({ q: qs![h]!, k: ks![h]!, v: vs![h]! })),
  };
}

/** The end of the model, from wherever the stream is: [T, C] -> [T, V] */
function read({ params }: GPT, x: tf.Tensor2D): number[][] {
  const end = layerNorm(x, params.ln_f);
  const scores = tf.matMul(end, params.wte.weight, false, true);
  return tf.softmax(scores).arraySync() as number[][];
}
