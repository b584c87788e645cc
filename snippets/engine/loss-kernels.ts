/** What losses are made of, as functions of tensors; see kernel-table.ts. */
import { call, output, size, type TensorKernel } from "./heap.ts";

export const LOSS_KERNELS: Record<string, TensorKernel> = {
  MaskedMean({ values, mask }, { count }) {
    const mean = output();
    call("maskedMean", values!, mask!, count!, mean, size(mask!));
    return [mean];
  },

  MaskedMeanGradient({ dy, mask }, { count }) {
    const dValues = output(...mask!.shape);
    call("maskedMeanGradient", dy!, mask!, count!, dValues, size(mask!));
    return [dValues];
  },

  LogprobOf({ logits, targets }) {
    const [N, V] = logits!.shape as [number, number];
    const [out, norm] = [output(N), output(N)];
    call("logprob", logits!, targets!, out, norm, N, V);
    return [out, norm];
  },

  LogprobOfGradient({ dy, logits, targets, norm }) {
    const [N, V] = logits!.shape as [number, number];
    const dLogits = output(N, V);
    call("logprobGradient", dy!, logits!, targets!, norm!, dLogits, N, V);
    return [dLogits];
  },

  MaskedDifference({ x, y, mask }) {
    const difference = output(size(x!));
    call("maskedDifference", x!, y!, mask!, difference, size(x!));
    return [difference];
  },

  ClippedObjective(inputs, { low, high, count }) {
    const { ratio, logRatio, advantages, mask } = inputs;
    const tokens = [ratio!, logRatio!, advantages!, mask!, size(mask!)];
    const numbers = [output(), output(), output(), output()];
    call("clippedObjective", ...tokens, low!, high!, count!, ...numbers);
    return numbers;
  },

  ClippedObjectiveGradient(inputs, { low, high, count }) {
    const { dy, ratio, advantages, mask } = inputs;
    const dLogprobs = output(size(mask!));
    const tokens = [ratio!, advantages!, mask!, dLogprobs, size(mask!)];
    call("clippedObjectiveGradient", dy!, ...tokens, low!, high!, count!);
    return [dLogprobs];
  },

  ClippedError({ values, before, returns, mask }, { range, count }) {
    const loss = output();
    const tokens = [values!, before!, returns!, mask!, size(mask!)];
    call("clippedError", ...tokens, range!, count!, loss);
    return [loss];
  },

  ClippedErrorGradient(inputs, { range, count }) {
    const { dy, values, before, returns, mask } = inputs;
    const dValues = output(size(mask!));
    const tokens = [values!, before!, returns!, mask!, dValues, size(mask!)];
    call("clippedErrorGradient", dy!, ...tokens, range!, count!);
    return [dValues];
  },
};
