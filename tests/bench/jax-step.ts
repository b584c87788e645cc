/**
 * A training step in jax-js on its wasm backend, compiled as a whole: loss, gradient, clipping and
 * AdamW in one jit. An array is used up by its first use unless `ref` is asked for.
 */
import {
  type Array as Jax,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import { trainingOperations } from "../../src/benchmark/operations.ts";
import type { CreateWork } from "../../src/benchmark/player.ts";
import type { Shape } from "../../src/benchmark/shapes.ts";
import { randomRows } from "../../src/benchmark/works.ts";
import { createRng } from "../../snippets/random.ts";

type Params = Record<string, Jax>;

/** Both: AdamW as in optimizer.ts. */
const [BETA_1, BETA_2] = [0.9, 0.95];

export const jaxStep: CreateWork = async (shape) => {
  const { B, T, V } = shape;
  await init("wasm");
  defaultDevice("wasm");
  const rows = randomRows(createRng(1), B, T + 1, V);
  const ids = np.array(
    rows.map((row) => row.slice(0, T)),
    { dtype: np.int32 },
  );
  const targets = np.array(
    rows.map((row) => row.slice(1)),
    { dtype: np.int32 },
  );
  const update = jit((params: Params, means: Params, squares: Params, count: Jax, ids: Jax, targets: Jax) =>
    adamW(shape, params, means, squares, count, ids, targets),
  );
  let params = initial(shape);
  let [means, squares] = [zerosLike(params), zerosLike(params)];
  let updates = 0;
  return {
    async run() {
      updates += 1;
      const count = np.array(updates);
      const after = update(params, means, squares, count, ids.ref, targets.ref);
      [, params, means, squares] = after;
      await blockUntilReady([after[0], ...Object.values(params)]);
      return (await after[0].jsAsync()) as number;
    },
    operations: trainingOperations(shape),
    tokens: B * T,
    dispose() {},
  };
};

/** Mean cross-entropy in nats. */
function loss(params: Params, shape: Shape, ids: Jax, targets: Jax): Jax {
  const { B, T, C, H, L, V } = shape;
  const p = (name: string) => params[name]!.ref;
  const linear = (x: Jax, name: string) => np.matmul(x, p(`${name}.weight`)).add(p(`${name}.bias`));
  const norm = (x: Jax, name: string) =>
    nn
      .standardize(x)
      .mul(p(`${name}.weight`))
      .add(p(`${name}.bias`));
  // A product with one-hot rows: a lookup's gradient is slower.
  let x = np.matmul(nn.oneHot(ids, V), p("wte")).add(p("wpe"));
  for (let l = 0; l < L; l++) {
    const heads = np.split(linear(norm(x.ref, `${l}.ln_1`), `${l}.qkv`), 3, -1);
    const [q, k, v] = heads.map((one) => one.reshape([B, T, H, C / H]));
    const mixed = nn.dotProductAttention(q!, k!, v!, { isCausal: true }).reshape([B, T, C]);
    x = x.add(linear(mixed, `${l}.out`));
    const wide = nn.gelu(linear(norm(x.ref, `${l}.ln_2`), `${l}.fc`));
    x = x.add(linear(wide, `${l}.back`));
  }
  const logits = np.matmul(norm(x, "ln_f"), p("wte").transpose());
  return nn
    .logSoftmax(logits)
    .mul(nn.oneHot(targets, V))
    .sum()
    .mul(-1 / (B * T));
}

/** -> the loss, and all parameters and moments after the update. */
function adamW(shape: Shape, params: Params, means: Params, squares: Params, count: Jax, ids: Jax, targets: Jax) {
  const lossOf = (params: Params) => loss(params, shape, ids.ref, targets.ref);
  const [value, gradients] = valueAndGrad(lossOf)(refs(params)) as unknown as [Jax, Params];
  const names = Object.keys(params);
  const squaresOf = names.map((name) => np.square(gradients[name]!.ref).sum());
  const length = np.sqrt(squaresOf.reduce((sum, one) => sum.add(one)));
  const scale = np.minimum(np.trueDivide(1, length.add(1e-6)), 1);
  const correct = (beta: number) => np.subtract(1, np.exp(count.ref.mul(Math.log(beta))));
  const [first, second] = [correct(BETA_1), correct(BETA_2)];
  const after: [Params, Params, Params] = [{}, {}, {}];
  for (const name of names) {
    const gradient = gradients[name]!.mul(scale.ref);
    const mean = means[name]!.mul(BETA_1).add(gradient.ref.mul(1 - BETA_1));
    const square = squares[name]!.mul(BETA_2).add(np.square(gradient).mul(1 - BETA_2));
    const root = np.sqrt(np.trueDivide(square.ref, second.ref)).add(1e-8);
    const step = np.trueDivide(np.trueDivide(mean.ref, first.ref), root);
    after[0][name] = params[name]!.mul(1 - 1e-5).sub(step.mul(1e-3));
    [after[1][name], after[2][name]] = [mean, square];
  }
  return [value, ...after] as [Jax, Params, Params, Params];
}

function initial({ V, C, L, T }: Shape): Params {
  const rng = createRng(1);
  const params: Params = {};
  const draw = (name: string, ...size: number[]) => {
    const length = size.reduce((a, b) => a * b, 1);
    const numbers = Float32Array.from({ length }, () => 0.08 * rng.normal());
    params[name] = np.array(numbers, { shape: size });
  };
  const layer = (name: string, from: number, to: number) => {
    draw(`${name}.weight`, from, to);
    params[`${name}.bias`] = np.zeros([to]);
  };
  const norm = (name: string) => {
    params[`${name}.weight`] = np.ones([C]);
    params[`${name}.bias`] = np.zeros([C]);
  };
  draw("wte", V, C);
  draw("wpe", T, C);
  for (let l = 0; l < L; l++) {
    norm(`${l}.ln_1`);
    layer(`${l}.qkv`, C, 3 * C);
    layer(`${l}.out`, C, C);
    norm(`${l}.ln_2`);
    layer(`${l}.fc`, C, 4 * C);
    layer(`${l}.back`, 4 * C, C);
  }
  norm("ln_f");
  return params;
}

const zerosLike = (params: Params): Params => {
  const entries = Object.entries(params);
  return Object.fromEntries(entries.map(([name, { shape }]) => [name, np.zeros(shape)]));
};

const refs = (params: Params): Params => {
  const entries = Object.entries(params);
  return Object.fromEntries(entries.map(([name, one]) => [name, one.ref]));
};
