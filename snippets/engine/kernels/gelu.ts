/** GELU in GPT-2's tanh form: u sigmoid(2 z), z = sqrt(2/pi) (u + .0447 u^3) */
import { constant, constants, exp4 } from "./exp";
import { GELU_CUBIC, GELU_SCALE, GELU_SLOPE, ONE } from "./exp";

/** sigmoid(2 z) */
// @ts-ignore: decorator
@inline
function gate(u: v128, k: usize): v128 {
  const square = f32x4.mul(u, u);
  const one = constant(k, ONE);
  const cubic = f32x4.add(f32x4.mul(square, constant(k, GELU_CUBIC)), one);
  const z = f32x4.mul(f32x4.mul(u, cubic), constant(k, GELU_SCALE));
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(z), k)));
}

// @ts-ignore: decorator
@inline
function slope(u: v128, k: usize): v128 {
  const g = gate(u, k);
  const square = f32x4.mul(u, u);
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
    v128.store(y + i, f32x4.mul(x, gate(x, k)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const x = v128.load_splat<f32>(u + i);
    store<f32>(y + i, f32x4.extract_lane(f32x4.mul(x, gate(x, k)), 0));
  }
}

export function geluGradient(dy: usize, u: usize, du: usize, size: i32): void {
  const k = constants();
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const s = slope(v128.load(u + i), k);
    v128.store(du + i, f32x4.mul(v128.load(dy + i), s));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const s = slope(v128.load_splat<f32>(u + i), k);
    store<f32>(du + i, load<f32>(dy + i) * f32x4.extract_lane(s, 0));
  }
}
