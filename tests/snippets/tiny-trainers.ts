/** Every trainer, small enough to run in a moment, on a tiny world. */
import type { QueryResponse } from "../../snippets/query-response.ts";
import { distill } from "../../snippets/methods/distillation.ts";
import { trainDpo } from "../../snippets/dpo.ts";
import { groupMethods } from "../../snippets/methods/group-methods.ts";
import { type GrpoOptions, trainGrpo } from "../../snippets/grpo.ts";
import { cloneGPT, type GPT } from "../../snippets/gpt.ts";
import { scalarParameters, type ScalarModel, withScalarHead } from "../../snippets/heads.ts";
import { judgedAnswers, trainKto } from "../../snippets/methods/kto.ts";
import { trainable, withLora } from "../../snippets/lora.ts";
import { type AdamW, createAdamW } from "../../snippets/optimizer.ts";
import { namedParameters } from "../../snippets/parameters.ts";
import { trainPpo, type PpoOptions } from "../../snippets/ppo.ts";
import { pretrain } from "../../snippets/pretrain.ts";
import type { PreferenceName } from "../../snippets/preference-losses.ts";
import { createRng } from "../../snippets/random.ts";
import { trainByRejection } from "../../snippets/methods/rejection-sampling.ts";
import { trainRewardModel } from "../../snippets/reward-model.ts";
import { trainSft } from "../../snippets/sft.ts";
import type { Resume, TrainingStep } from "../../snippets/training.ts";
import { tinyGPT } from "./wasm.ts";

/** Up to 8: a text that counts up; the tiny world of these tests. */
export const counting = (step: number) =>
  Array.from({ length: 4 }, (_, i) => {
    const start = 2 + ((step + i) % 4);
    return [start, start + 1, start + 2, start + 3, 1];
  });

/** Asked 2, 3 or 4, the right answer is the same number and the end. */
export const echoes: QueryResponse[] = Array.from({ length: 12 }, (_, i) => ({
  query: [2 + (i % 3)],
  response: [2 + (i % 3), 1],
}));

/** Labelers who like 5 better than 6 better than 7. */
export const comparisons = Array.from({ length: 16 }, (_, i) => ({
  query: [2 + (i % 3)],
  ranked: [
    [5, 1],
    [6, 1],
    [7, 1],
  ],
}));

export async function collect<T>(steps: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const step of steps) all.push(step);
  return all;
}

export function ppoOptions(policy: GPT, valueModel: ScalarModel): PpoOptions {
  return {
    policy,
    valueModel,
    refPolicy: cloneGPT(policy),
    // likes fives, whoever wrote them
    scoreFn: (queryResponses) => queryResponses.map(({ response }) => response.filter((t) => t === 5).length),
    queries: [[2], [3], [4, 4]],
    rng: createRng(1),
    iterations: 4,
    rolloutSize: 8,
    minibatchSize: 4,
    learningRate: 1e-2,
    warmUp: 1,
    maxNewTokens: 5,
  };
}

/** The numbers of all parameters. */
export const values = (tree: object) => [...namedParameters(tree).values()].map((v) => Array.from(v.dataSync()));

export interface TinyTrainer {
  /** @param more settings beside its own, right or wrong */
  steps: (resume?: Resume, more?: object) => AsyncGenerator<TrainingStep>;
  optimizers: Record<string, AdamW>;
  tree: object;
}

export const trainers: Record<string, () => TinyTrainer> = {
  pretrain() {
    const model = tinyGPT();
    const optimizer = createAdamW(model.params);
    const common = { model, rows: counting, steps: 12, learningRate: 1e-2, optimizer };
    const steps = (resume?: Resume, more = {}) => pretrain({ resume, ...common, ...more });
    return { steps, optimizers: { model: optimizer }, tree: model.params };
  },
  sft() {
    const model = tinyGPT();
    const optimizer = createAdamW(model.params);
    const common = { model, demonstrations: echoes, batchSize: 4, learningRate: 1e-2, optimizer };
    const steps = (resume?: Resume, more = {}) => trainSft({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { model: optimizer }, tree: model.params };
  },
  "reward model"() {
    const model = withScalarHead(tinyGPT(), createRng(1));
    const optimizer = createAdamW(scalarParameters(model));
    const common = { model, comparisons, batchSize: 4, epochs: 3, learningRate: 1e-2, optimizer };
    const steps = (resume?: Resume, more = {}) => trainRewardModel({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { model: optimizer }, tree: scalarParameters(model) };
  },
  ppo() {
    const policy = tinyGPT();
    const valueModel = withScalarHead(policy, createRng(2));
    const options = ppoOptions(policy, valueModel);
    const optimizer = createAdamW(policy.params);
    const valueOptimizer = createAdamW(scalarParameters(valueModel));
    const own = { ...options, optimizer, valueOptimizer };
    const steps = (resume?: Resume, more = {}) => trainPpo({ resume, ...own, ...more });
    const tree = { policy: policy.params, value: scalarParameters(valueModel) };
    return { steps, optimizers: { optimizer, valueOptimizer }, tree };
  },
  "sft of adapters"() {
    const model = withLora(tinyGPT(), { rng: createRng(5) });
    const optimizer = createAdamW(trainable(model));
    const common = { model, demonstrations: echoes, batchSize: 4, learningRate: 1e-2, optimizer };
    const steps = (resume?: Resume, more = {}) => trainSft({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { model: optimizer }, tree: { ...model.params, lora: model.lora.adapters } };
  },
  dpo: () => preferenceTrainer("dpo"),
  ipo: () => preferenceTrainer("ipo"),
  simpo: () => preferenceTrainer("simpo"),
  orpo: () => preferenceTrainer("orpo"),
  kto() {
    const refPolicy = tinyGPT();
    const policy = cloneGPT(refPolicy);
    const optimizer = createAdamW(policy.params);
    const answers = judgedAnswers(comparisons);
    const common = { policy, refPolicy, answers, batchSize: 8, epochs: 3, learningRate: 1e-2, optimizer };
    const steps = (resume?: Resume, more = {}) => trainKto({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { optimizer }, tree: policy.params };
  },
  "rejection sampling"() {
    const policy = tinyGPT();
    const { scoreFn, queries } = ppoOptions(policy, withScalarHead(policy, createRng(2)));
    const optimizer = createAdamW(policy.params);
    const sizes = { iterations: 4, groups: 4, groupSize: 4, minibatchSize: 4, learningRate: 1e-2, maxNewTokens: 5 };
    const common = { policy, scoreFn, queries, optimizer, ...sizes };
    const steps = (resume?: Resume, more = {}) => trainByRejection({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { optimizer }, tree: policy.params };
  },
  distillation() {
    const [student, teacher] = [tinyGPT(), tinyGPT(2)];
    const optimizer = createAdamW(student.params);
    const queries = [[2], [3], [4, 4]];
    const sizes = { iterations: 6, batchSize: 4, learningRate: 1e-2, maxNewTokens: 5 };
    const common = { student, teacher, queries, optimizer, ...sizes };
    const steps = (resume?: Resume, more = {}) => distill({ resume, ...common, rng: createRng(1), ...more });
    return { steps, optimizers: { optimizer }, tree: student.params };
  },
  "plain grpo": () => groupTrainer({}),
  ...Object.fromEntries(Object.entries(groupMethods).map(([name, method]) => [name, () => groupTrainer(method)])),
};

/** Those whose policy learns from scores of its own answers. */
export const policyTrainers = ["ppo", "plain grpo", ...Object.keys(groupMethods)];

function preferenceTrainer(loss: PreferenceName): TinyTrainer {
  const refPolicy = tinyGPT();
  const policy = cloneGPT(refPolicy);
  const optimizer = createAdamW(policy.params);
  const common = { policy, refPolicy, comparisons, batchSize: 4, epochs: 3, learningRate: 1e-2, optimizer };
  const steps = (resume?: Resume, more = {}) => trainDpo({ resume, ...common, loss, rng: createRng(1), ...more });
  return { steps, optimizers: { optimizer }, tree: policy.params };
}

function groupTrainer(method: Partial<GrpoOptions>): TinyTrainer {
  const policy = tinyGPT();
  const { refPolicy, scoreFn, queries } = ppoOptions(policy, withScalarHead(policy, createRng(2)));
  const optimizer = createAdamW(policy.params);
  const common = { policy, refPolicy, scoreFn, queries, optimizer, maxNewTokens: 5 };
  const sizes = { iterations: 5, groups: 2, groupSize: 4, minibatchSize: 4, learningRate: 1e-2 };
  const steps = (resume?: Resume, more = {}) =>
    trainGrpo({ resume, ...common, ...sizes, ...method, rng: createRng(1), ...more });
  return { steps, optimizers: { optimizer }, tree: policy.params };
}
