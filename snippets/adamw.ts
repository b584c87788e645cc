/**
 * AdamW's arithmetic (Loshchilov & Hutter 2019) on one parameter, in plain
 * loops: its definition, what runs on other backends than wasm, and what the
 * engine's kernel (engine/adamw.ts) is tested against.
 */

/** What is the same for all parameters of an update. */
export interface UpdateNumbers {
  learningRate: number;
  /** the gradient is multiplied by this, at most 1 */
  clip: number;
  beta1: number;
  beta2: number;
  /** 1 - beta^updates: what the moments, which started at 0, lack */
  unbias1: number;
  unbias2: number;
  epsilon: number;
  weightDecay: number;
}

/** Running means of a parameter's gradient and of its square. */
export interface Moments {
  m: Float32Array;
  v: Float32Array;
}

/** A parameter and its part of the gradient. */
export interface Part {
  sumOfSquares(): number;
  update(numbers: UpdateNumbers): void;
}

export function sumOfSquares(gradient: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i]! ** 2;
  return sum;
}

/** Changes `values`, `m` and `v`, all as long as the gradient, in place. */
export function updateValues(
  values: Float32Array,
  gradient: Float32Array,
  m: Float32Array,
  v: Float32Array,
  numbers: UpdateNumbers,
): void {
  const { clip, learningRate, weightDecay, epsilon } = numbers;
  const { beta1, beta2, unbias1, unbias2 } = numbers;
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i]! * clip;
    m[i] = beta1 * m[i]! + (1 - beta1) * g;
    v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
    const step = m[i]! / unbias1 / (Math.sqrt(v[i]! / unbias2) + epsilon);
    values[i] = values[i]! - learningRate * (step + weightDecay * values[i]!);
  }
}
