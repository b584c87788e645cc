/**
 * What becomes of adapters (lora.ts) once they are trained: they go into the
 * weights, and the model is an ordinary one again, just as fast.
 */
import * as tf from "@tensorflow/tfjs";
import { cloneGPT, type GPT } from "./gpt.ts";
import { adaptedBlocks, linearsOf, LORA_TARGETS } from "./lora.ts";
import { setParameter } from "./parameters.ts";

/** A model of its own, without adapters, that computes the same. */
export function mergeLora(gpt: GPT): GPT {
  const { config, params } = gpt;
  const copy = cloneGPT({ config, params });
  tf.tidy(() => {
    mergedView(gpt).params.h.forEach((block, layer) => {
      const [from, to] = [linearsOf(block), linearsOf(copy.params.h[layer]!)];
      for (const target of LORA_TARGETS) {
        setParameter(to[target].weight, from[target].weight);
      }
    });
  });
  return copy;
}

/** The same to look at for a moment: its tensors are the tidy's around it. */
export function mergedView(gpt: GPT): GPT {
  const { config, params, lora } = gpt;
  if (!lora) return gpt;
  return {
    config,
    params: { ...params, h: [...adaptedBlocks(params.h, lora)] },
  };
}
