/**
 * The formulas of training against values that PyTorch and TRL computed:
 * tests/oracle/make_formulas_fixture.py.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { gae, whiten } from "../../snippets/advantages.ts";
import { bestOfN } from "../../snippets/illustrations/best-of-n.ts";
import { loadGPT } from "../../snippets/checkpoint.ts";
import { folder } from "../../snippets/cli/folders.ts";
import { impliedScores } from "../../snippets/preferences.ts";
import { groupAdvantages } from "../../snippets/group-advantages.ts";
import { k3 } from "../../snippets/group-loss.ts";
import { crossEntropy } from "../../snippets/logprobs.ts";
import { applyGradient, createAdamW } from "../../snippets/optimizer.ts";
import { allPairs, pairLoss } from "../../snippets/pair-loss.ts";
import { namedParameters } from "../../snippets/parameters.ts";
import { policyLoss, valueLoss } from "../../snippets/ppo-loss.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { startWasm } from "./wasm.ts";

beforeAll(startWasm);

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const torch = JSON.parse(readFileSync(`${fixtures}/formulas.json`, "utf8")) as Fixture;

interface Fixture {
  gpt_gradients: {
    tokens: number[][];
    mask: number[];
    loss: number;
    gradients: Record<string, { norm: number; wave: number }>;
  };
  pair_loss: { counts: number[]; scores: number[]; loss: number; gradient: number[] };
  advantages: {
    rewards: number[];
    values: number[];
    cases: { gamma: number; lam: number; advantages: number[] }[];
    whitened: number[];
  };
  policy_loss: Record<"logprobs" | "old" | "advantages" | "mask" | "gradient", number[]> & Scalars;
  value_loss: Record<"values" | "old" | "returns" | "mask" | "gradient", number[]> & Scalars;
  adamw: {
    learningRate: number;
    epsilon: number;
    weightDecay: number;
    first: Weights;
    gradients: (Weights & { norm: number })[];
    last: Weights;
  };
  dpo: Record<"chosen" | "rejected" | "refChosen" | "refRejected" | "gradientChosen" | "gradientRejected", number[]> & {
    klCoef: number;
    loss: number;
  };
  grpo: Record<"rewards" | "advantages" | "logprobs" | "reference" | "k3" | "gradient", number[]> & {
    groupSize: number;
  };
  best_of_n: { proxy: number[]; gold: number[]; cases: { n: number; proxy: number; gold: number }[] };
}

interface Scalars {
  cliprange: number;
  loss: number;
}

interface Weights {
  weight: number[][];
  bias: number[];
}

const floats = (values: readonly number[]) => Float32Array.from(values);

function close(ours: ArrayLike<number>, theirs: readonly number[], digits = 5) {
  expect(ours).toHaveLength(theirs.length);
  theirs.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, digits));
}

/** The loss of some numbers, and its gradient by them. */
function withGradient(values: readonly number[], loss: (x: tf.Tensor1D) => tf.Scalar) {
  return tf.tidy(() => {
    const x = tf.tensor1d([...values]);
    const { value, grad } = tf.valueAndGrad(loss as never)(x);
    return { loss: value.dataSync()[0]!, gradient: [...grad.dataSync()] };
  });
}

test("GPT: the loss, and its gradient by every parameter", async () => {
  const { tokens, mask, loss, gradients } = torch.gpt_gradients;
  const gpt = await loadGPT(folder(`${fixtures}/gpt2-by-transformers`));
  const parameters = namedParameters(gpt.params, "transformer");
  const { value, grads } = tf.variableGrads(
    () => crossEntropy(gpt, tokenBatch(tokens), floats(mask)),
    [...parameters.values()],
  );
  expect(value.dataSync()[0]).toBeCloseTo(loss, 5);
  expect([...parameters.keys()].sort()).toEqual(Object.keys(gradients).sort());
  for (const [name, variable] of parameters) {
    const ours = grads[variable.name]!.dataSync<"float32">();
    const norm = Math.sqrt(ours.reduce((sum, x) => sum + x * x, 0));
    const wave = ours.reduce((sum, x, i) => sum + x * Math.cos(i), 0);
    expect(Math.abs(norm - gradients[name]!.norm), `norm of ${name}`).toBeLessThan(1e-5);
    expect(Math.abs(wave - gradients[name]!.wave), `wave of ${name}`).toBeLessThan(1e-5);
  }
});

test("pair loss over several prompts", () => {
  const { counts, scores, loss, gradient } = torch.pair_loss;
  const ours = withGradient(scores, (x) => pairLoss(x, allPairs(counts)));
  expect(ours.loss).toBeCloseTo(loss, 6);
  close(ours.gradient, gradient, 6);
});

describe("advantages", () => {
  const { rewards, values, cases, whitened } = torch.advantages;
  test.each(cases)("gamma $gamma, lambda $lam", ({ gamma, lam, advantages }) => {
    close(gae(rewards, values, gamma, lam), advantages);
  });
  test("whitened over all tokens", () => {
    close(whiten([values.slice(0, 4), values.slice(4)]).flat(), whitened);
  });
});

test("PPO's clipped policy loss", () => {
  const { logprobs, old, advantages, mask, cliprange, loss, gradient } = torch.policy_loss;
  const count = mask.reduce((sum, m) => sum + m, 0);
  const targets = { logprobs: floats(old), advantages: floats(advantages), mask: floats(mask), count, cliprange };
  const ours = withGradient(logprobs, (x) => policyLoss(x, targets).loss);
  expect(ours.loss).toBeCloseTo(loss, 6);
  close(ours.gradient, gradient, 6);
});

test("PPO's clipped value loss", () => {
  const { values, old, returns, mask, cliprange, loss, gradient } = torch.value_loss;
  const count = mask.reduce((sum, m) => sum + m, 0);
  const targets = { values: floats(old), returns: floats(returns), mask: floats(mask), count, cliprange };
  const ours = withGradient(values, (x) => valueLoss(x, targets));
  expect(ours.loss).toBeCloseTo(loss, 6);
  close(ours.gradient, gradient, 6);
});

test("AdamW: five steps, clipped, with weight decay", () => {
  const { learningRate, epsilon, weightDecay, first, gradients, last } = torch.adamw;
  const tree = tf.tidy(() => ({
    weight: tf.variable(tf.tensor2d(first.weight)),
    bias: tf.variable(tf.tensor1d(first.bias)),
  }));
  const adam = createAdamW(tree, { epsilon, weightDecay });
  for (const { weight, bias, norm } of gradients) {
    const both = tf.tensor1d([...weight.flat(), ...bias]);
    expect(applyGradient(adam, learningRate, both)).toBeCloseTo(norm, 5);
  }
  close(tree.weight.dataSync(), last.weight.flat());
  close(tree.bias.dataSync(), last.bias);
});

test("DPO is the pair loss of implied scores", () => {
  const { klCoef, chosen, rejected, refChosen, refRejected, ...theirs } = torch.dpo;
  const pairs = chosen.length;
  const alternate = (a: number[], b: number[]) => a.flatMap((x, i) => [x, b[i]!]);
  const reference = floats(alternate(refChosen, refRejected));
  const ours = withGradient(alternate(chosen, rejected), (x) =>
    pairLoss(impliedScores(x, reference, klCoef), allPairs(new Array<number>(pairs).fill(2))),
  );
  expect(ours.loss).toBeCloseTo(theirs.loss, 6);
  close(ours.gradient, alternate(theirs.gradientChosen, theirs.gradientRejected), 6);
});

test("GRPO: advantages within groups, and k3 with its gradient", () => {
  const { groupSize, rewards, advantages, logprobs, reference, k3: values, gradient } = torch.grpo;
  close(groupAdvantages(rewards, groupSize), advantages);
  const mask = floats(logprobs.map(() => 1));
  const of = (x: tf.Tensor1D) => k3(x, floats(reference), mask);
  close(
    tf.tidy(() => of(tf.tensor1d(logprobs)).dataSync()),
    values,
  );
  close(withGradient(logprobs, (x) => of(x).sum<tf.Scalar>()).gradient, gradient);
});

test.each(torch.best_of_n.cases)("best of $n: the mean over all subsets", ({ n, proxy, gold }) => {
  const samples = torch.best_of_n.proxy.map((p, i) => ({ proxy: p, gold: torch.best_of_n.gold[i]! }));
  const ours = bestOfN(samples, n);
  expect(ours.proxy).toBeCloseTo(proxy, 6);
  expect(ours.gold).toBeCloseTo(gold, 6);
});
