/** Drawing tokens: sample-token.ts says what is computed, to the bit. */
import { constants, exp4, highest } from "./exp";

/**
 * logits [count, V], numbers of [0, 1) in `uniforms` (64 bits each) ->
 * tokens [count]; -1 where no token has a chance that is a number. Each row is
 * followed by something readable; `weights` has room for V + 3 numbers.
 */
export function drawTokens(
  logits: usize, V: i32, count: i32, uniforms: usize,
  temperature: f32, topK: i32, weights: usize, tokens: usize,
): void {
  for (let i = 0; i < count; i++) {
    const least = topK > 0 ? nthLargest(logits, V, topK) : -Infinity;
    weigh(logits, V, temperature, <f32>least, weights);
    const u = load<f64>(uniforms + (<usize>i << 3));
    store<i32>(tokens + (<usize>i << 2), pick(weights, V, u));
    logits += <usize>V << 2;
  }
}

/** weight = exp((logit - highest) / temperature), 0 below `least` */
function weigh(
  logits: usize, V: i32, temperature: f32, least: f32, weights: usize,
): void {
  const k = constants();
  const tops = f32x4.splat(highest(logits, V));
  const leasts = f32x4.splat(least);
  const temperatures = f32x4.splat(temperature);
  const lowest = f32x4.splat(-87);
  for (let i = 0; i < V << 2; i += 16) {
    const logit = v128.load(logits + i);
    const x = f32x4.div(f32x4.sub(logit, tops), temperatures);
    const out = v128.or(f32x4.lt(logit, leasts), f32x4.lt(x, lowest));
    v128.store(weights + i, v128.andnot(exp4(x, k), out));
  }
}

/** An index in proportion to the weights: `weighted` of random.ts. */
function pick(weights: usize, V: i32, u: f64): i32 {
  let total: f64 = 0;
  for (let i = 0; i < V << 2; i += 4) total += <f64>load<f32>(weights + i);
  if (!(total > 0 && total < Infinity)) return -1;
  let rest = u * total;
  let last = 0;
  for (let i = 0; i < V; i++) {
    const weight = <f64>load<f32>(weights + (<usize>i << 2));
    if (weight <= 0) continue;
    last = i;
    rest -= weight;
    if (rest < 0) return i;
  }
  return last;
}

/** The n-th of the numbers in falling order, or the last; equals count too. */
function nthLargest(numbers: usize, count: i32, n: i32): f32 {
  const end = numbers + (<usize>count << 2);
  let top: f32 = Infinity;
  let seen = 0;
  // Each turn goes down to the next lower number and counts how often it is.
  while (seen < min(n, count)) {
    const ceiling = top;
    let times = 0;
    top = -Infinity;
    for (let at = numbers; at < end; at += 4) {
      const number = load<f32>(at);
      if (number > top && (seen == 0 || number < ceiling)) {
        top = number;
        times = 1;
      } else if (number == top) times += 1;
    }
    if (times == 0) break; // what is left is not a number
    seen += times;
  }
  return top;
}
