/**
 * What a training run needs to go on after a stop: parameters, the optimizer's
 * moments and its number of updates, in one safetensors file.
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "./base/assert.ts";
import type { AdamW } from "./optimizer.ts";
import { setParameter } from "./parameters.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import type { StoredTensor } from "./safetensors.ts";

/** @param optimizers under a name each; they know their parameters */
export function encodeState(optimizers: Record<string, AdamW>): Uint8Array {
  const tensors = new Map<string, StoredTensor>();
  for (const [label, adam] of Object.entries(optimizers)) {
    const updates = Float32Array.of(adam.updates);
    tensors.set(`${label}/updates`, { shape: [1], data: updates });
    for (const [name, variable] of adam.parameters) {
      const { shape } = variable;
      const { m, v } = adam.moments.get(name)!;
      const values = variable.dataSync<"float32">();
      tensors.set(`${label}/value/${name}`, { shape, data: values });
      tensors.set(`${label}/m/${name}`, { shape, data: m });
      tensors.set(`${label}/v/${name}`, { shape, data: v });
    }
  }
  return encodeSafetensors(tensors);
}

/** Puts a saved state back into optimizers of the same models. */
export function restoreState(
  optimizers: Record<string, AdamW>,
  file: Uint8Array,
): void {
  const tensors = decodeSafetensors(file);
  const saved = (name: string, size: number): Float32Array => {
    const data = tensors.get(name)?.data;
    assert(
      data?.length === size,
      `The saved training state has no ${name} of ${size} numbers: it is of ` +
        `another model.`,
    );
    return data;
  };
  for (const [label, adam] of Object.entries(optimizers)) {
    for (const [name, variable] of adam.parameters) {
      const { size, shape } = variable;
      const values = saved(`${label}/value/${name}`, size);
      tf.tidy(() => setParameter(variable, tf.tensor(values, shape)));
      const moments = adam.moments.get(name)!;
      moments.m.set(saved(`${label}/m/${name}`, size));
      moments.v.set(saved(`${label}/v/${name}`, size));
    }
    adam.updates = saved(`${label}/updates`, 1)[0]!;
  }
}
