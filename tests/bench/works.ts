/** Everything that a player of `npm run bench` can do. */
import type { CreateWork } from "../../src/benchmark/player.ts";
import { products, sampling, trainingStep, wholeTrainingStep } from "../../src/benchmark/works.ts";
import { ceiling } from "./ceiling.ts";
import { naiveStep } from "./naive-step.ts";
import { wholePath } from "./path.ts";
import { samplingTogether } from "./sample-together.ts";

export const works: Record<string, CreateWork> = {
  train: trainingStep,
  "whole train": wholeTrainingStep,
  sample: sampling,
  "sample together": samplingTogether,
  "jax train": async (...task) => (await import("./jax-step.ts")).jaxStep(...task),
  gemm: products,
  path: wholePath,
  "naive train": naiveStep,
  ceiling,
};
