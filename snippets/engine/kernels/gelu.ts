/** GELU in GPT-2's tanh form: u sigmoid(2 z), z = sqrt(2/pi) (u + .0447 u^3) */
import { constant, constants, exp4 } from "./exp";
import { GELU_CUBIC, GELU_MINUS_SCALE, GELU_SCALE } from "./exp";
import { GELU_SLOPE, ONE } from "./exp";

/**
 * Bytes that are worked on at a time, in three short loops: a CPU looks some
 * hundred instructions ahead, and in one long loop sees no other turn in time.
 */
const PART: i32 = 2048;

/** -2 z */
// @ts-ignore: decorator
@inline
function minusTwoZ(u: v128, k: usize): v128 {
  const square = f32x4.mul(u, u);
  const cubic = f32x4.mul(square, constant(k, GELU_CUBIC));
  const inner = f32x4.add(cubic, constant(k, ONE));
  return f32x4.mul(f32x4.mul(u, inner), constant(k, GELU_MINUS_SCALE));
}

/** sigmoid(2 z), from -2 z */
// @ts-ignore: decorator
@inline
function gate(minus: v128, k: usize): v128 {
  const one = constant(k, ONE);
  return f32x4.div(one, f32x4.add(one, exp4(minus, k)));
}

/** The derivative, from the gate g. */
// @ts-ignore: decorator
@inline
function derivative(u: v128, g: v128, k: usize): v128 {
  const inner = f32x4.mul(f32x4.mul(u, u), constant(k, GELU_SLOPE));
  const sum = f32x4.add(inner, constant(k, ONE));
  const dz = f32x4.mul(sum, constant(k, GELU_SCALE));
  const dGate = f32x4.mul(f32x4.sub(g, f32x4.mul(g, g)), dz);
  return f32x4.add(g, f32x4.mul(u, dGate));
}

/** Gates of up to `PART` bytes of u, two vectors at a time. */
// @ts-ignore: decorator
@inline
function gates(u: usize, to: usize, bytes: i32, k: usize): void {
  for (let i = 0; i < bytes; i += 32) {
    const z = minusTwoZ(v128.load(u + i), k);
    const z2 = minusTwoZ(v128.load(u + i, 16), k);
    v128.store(to + i, z);
    v128.store(to + i, z2, 16);
  }
  for (let i = 0; i < bytes; i += 32) {
    const g = gate(v128.load(to + i), k);
    const g2 = gate(v128.load(to + i, 16), k);
    v128.store(to + i, g);
    v128.store(to + i, g2, 16);
  }
}

/** In place. `room` has `PART` bytes. */
export function gelu(u: usize, size: i32, room: usize): void {
  const k = constants();
  const whole = u + <usize>((size & ~7) << 2);
  const end = u + <usize>(size << 2);
  while (u < whole) {
    const bytes = <i32>min<usize>(PART, whole - u);
    gates(u, room, bytes, k);
    for (let i = 0; i < bytes; i += 16) {
      v128.store(u + i, f32x4.mul(v128.load(u + i), v128.load(room + i)));
    }
    u += <usize>bytes;
  }
  for (; u < end; u += 4) {
    const x = v128.load_splat<f32>(u);
    const y = f32x4.mul(x, gate(minusTwoZ(x, k), k));
    store<f32>(u, f32x4.extract_lane(y, 0));
  }
}

/** For training: `slope` keeps the derivative for the way back. */
export function geluWithSlope(
  u: usize, y: usize, slope: usize, size: i32,
): void {
  const k = constants();
  const whole = (size & ~7) << 2;
  for (let i0 = 0; i0 < whole; i0 += PART) {
    const end = min(i0 + PART, whole);
    gates(u + i0, slope + i0, end - i0, k);
    for (let i = i0; i < end; i += 16) {
      const x = v128.load(u + i), g = v128.load(slope + i);
      v128.store(y + i, f32x4.mul(x, g));
      v128.store(slope + i, derivative(x, g, k));
    }
  }
  for (let i = whole; i < size << 2; i += 4) {
    const x = v128.load_splat<f32>(u + i);
    const g = gate(minusTwoZ(x, k), k);
    store<f32>(y + i, f32x4.extract_lane(f32x4.mul(x, g), 0));
    store<f32>(slope + i, f32x4.extract_lane(derivative(x, g, k), 0));
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
