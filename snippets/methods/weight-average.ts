/**
 * Averages of weights. Models that learned from one start in different ways
 * are near enough for their mean to be a good model too (Wortsman et al. 2022).
 *
 *   WARM (Ramé et al. 2024): the mean of reward models, an ensemble's doubt
 *        at the price of one model: averageScalarModels()
 *   WARP (Ramé et al. 2024): the reference follows the policy slowly, as an
 *        exponential moving average, so that drift is free to add up; policies
 *        are averaged; and the mean goes back a part of the way to the start:
 *        moveTowards(), averageGPTs(), moveTowards()
 *
 * Left out: WARP's average of two policies along an arc (SLERP).
 */
import * as tf from "@tensorflow/tfjs";
import { assert } from "../base/assert.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { cloneScalarModel, type ScalarModel } from "../heads.ts";
import { scalarParameters } from "../heads.ts";
import { namedParameters, setParameter } from "../parameters.ts";
import type { ParameterTree } from "../parameters.ts";

/** The mean of models of one shape, as a model of its own. */
export function averageGPTs(models: readonly GPT[]): GPT {
  assertSome(models);
  const mean = cloneGPT(models[0]!);
  setToMean(
    mean.params,
    models.map(({ params }) => params),
  );
  return mean;
}

/** The same of reward models. Normalise them before (normaliseScores). */
export function averageScalarModels(
  models: readonly ScalarModel[],
): ScalarModel {
  assertSome(models.map(({ gpt }) => gpt));
  const mean = cloneScalarModel(models[0]!);
  setToMean(scalarParameters(mean), models.map(scalarParameters));
  return mean;
}

/**
 * Moves a model in place: (1 - share) of what it was, and share of the other.
 * After every step of a training, with a small share, it is the training's
 * exponential moving average.
 */
export function moveTowards(model: GPT, other: GPT, share: number): void {
  assert(
    share >= 0 && share <= 1,
    `A model moves by a share from 0 to 1, got ${share}.`,
  );
  assertSome([model, other]);
  weigh(model.params, [model.params, other.params], [1 - share, share]);
}

function setToMean(target: ParameterTree, trees: readonly ParameterTree[]) {
  weigh(
    target,
    trees,
    trees.map(() => 1 / trees.length),
  );
}

/** Every parameter of the target becomes the weighted sum of the trees'. */
function weigh(
  target: ParameterTree,
  trees: readonly ParameterTree[],
  weights: readonly number[],
): void {
  const all = trees.map((tree) => namedParameters(tree));
  const own = namedParameters(target);
  for (const [name, variable] of own) {
    const parts = all.map((parameters) => parameters.get(name));
    const fits = parts.every(
      (x) => String(x?.shape) === String(variable.shape),
    );
    assert(
      fits && all.every(({ size }) => size === own.size),
      `Averages are of models of one shape, got another for ${name}.`,
    );
    tf.tidy(() => {
      const scaled = parts.map((x, i) => x!.mul<tf.Tensor>(weights[i]!));
      setParameter(
        variable,
        scaled.reduce((sum, x) => sum.add(x)),
      );
    });
  }
}

function assertSome(models: readonly GPT[]): void {
  assert(models.length > 0, "A mean is of one model at least, got none.");
  assert(
    models.every(({ lora }) => !lora),
    "A model with adapters is merged before it is averaged (mergeLora).",
  );
}
