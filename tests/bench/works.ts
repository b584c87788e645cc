/** Everything that a player of `npm run bench` can do. */
import type { CreateWork } from "../../src/benchmark/player.ts";
import { products, sampling, trainingStep, wholeTrainingStep } from "../../src/benchmark/works.ts";
import { ceiling } from "./ceiling.ts";
import { naiveStep } from "./naive-step.ts";
import { wholePath } from "./path.ts";

export const works: Record<string, CreateWork> = {
  train: trainingStep,
  "whole train": wholeTrainingStep,
  sample: sampling,
  gemm: products,
  path: wholePath,
  "naive train": naiveStep,
  ceiling,
};
