/** GELU in GPT-2's tanh form: u sigmoid(2 z), z = sqrt(2/pi) (u + .0447 u^3) */
import { constant, constants, exp4 } from "./exp";
import { GELU_CUBIC, GELU_MINUS_SCALE, GELU_SCALE } from "./exp";
import { GELU_SLOPE, ONE } from "./exp";

/** sigmoid(2 z) */
// @ts-ignore: decorator
@inline
function gate(u: v128, square: v128, k: usize): v128 {
  const one = constant(k, ONE);
  const cubic = f32x4.add(f32x4.mul(square, constant(k, GELU_CUBIC)), one);
  const minus = f32x4.mul(f32x4.mul(u, cubic), constant(k, GELU_MINUS_SCALE));
  return f32x4.div(one, f32x4.add(one, exp4(minus, k)));
}

/** The derivative, from the gate g. */
// @ts-ignore: decorator
@inline
function derivative(u: v128, square: v128, g: v128, k: usize): v128 {
  const inner = f32x4.mul(square, constant(k, GELU_SLOPE));
  const sum = f32x4.add(inner, constant(k, ONE));
  const dz = f32x4.mul(sum, constant(k, GELU_SCALE));
  const dGate = f32x4.mul(f32x4.sub(g, f32x4.mul(g, g)), dz);
  return f32x4.add(g, f32x4.mul(u, dGate));
}

export function gelu(u: usize, y: usize, size: i32): void {
  const k = constants();
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const x = v128.load(u + i);
    v128.store(y + i, f32x4.mul(x, gate(x, f32x4.mul(x, x), k)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const x = v128.load_splat<f32>(u + i);
    const activation = f32x4.mul(x, gate(x, f32x4.mul(x, x), k));
    store<f32>(y + i, f32x4.extract_lane(activation, 0));
  }
}

/** The same for training: `slope` keeps the derivative for the way back. */
export function geluWithSlope(
  u: usize, y: usize, slope: usize, size: i32,
): void {
  const k = constants();
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const x = v128.load(u + i);
    const square = f32x4.mul(x, x);
    const g = gate(x, square, k);
    v128.store(y + i, f32x4.mul(x, g));
    v128.store(slope + i, derivative(x, square, g, k));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const x = v128.load_splat<f32>(u + i);
    const square = f32x4.mul(x, x);
    const g = gate(x, square, k);
    store<f32>(y + i, f32x4.extract_lane(f32x4.mul(x, g), 0));
    const d = derivative(x, square, g, k);
    store<f32>(slope + i, f32x4.extract_lane(d, 0));
  }
}

export function geluGradient(
  dy: usize, slope: usize, du: usize, size: i32,
): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    v128.store(du + i, f32x4.mul(v128.load(dy + i), v128.load(slope + i)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    store<f32>(du + i, load<f32>(dy + i) * load<f32>(slope + i));
  }
}
