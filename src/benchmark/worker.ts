/** Does the measurements of the page "benchmark this machine". */
import { playInWorker } from "./play-in-worker.ts";
import { products, sampling, trainingStep, wholeTrainingStep } from "./works.ts";

await playInWorker({
  train: trainingStep,
  "whole train": wholeTrainingStep,
  sample: sampling,
  gemm: products,
});
