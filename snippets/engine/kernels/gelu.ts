/** GELU in GPT-2's tanh form: u sigmoid(2 z), z = sqrt(2/pi) (u + .0447 u^3) */
import { exp4 } from "./exp";

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** sigmoid(2 z) */
// @ts-ignore: decorator
@inline
function gate(u: v128): v128 {
  const square = f32x4.mul(u, u);
  const cubic = f32x4.add(f32x4.mul(square, splat(0.044715)), splat(1));
  const z = f32x4.mul(f32x4.mul(u, cubic), splat(-1.5957691));
  return f32x4.div(splat(1), f32x4.add(splat(1), exp4(z)));
}

// @ts-ignore: decorator
@inline
function slope(u: v128): v128 {
  const g = gate(u);
  const square = f32x4.mul(u, u);
  const inner = f32x4.add(f32x4.mul(square, splat(0.134145)), splat(1));
  const dz = f32x4.mul(inner, splat(1.5957691));
  const dGate = f32x4.mul(f32x4.sub(g, f32x4.mul(g, g)), dz);
  return f32x4.add(g, f32x4.mul(u, dGate));
}

export function gelu(u: usize, y: usize, size: i32): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const x = v128.load(u + i);
    v128.store(y + i, f32x4.mul(x, gate(x)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const x = v128.load_splat<f32>(u + i);
    store<f32>(y + i, f32x4.extract_lane(f32x4.mul(x, gate(x)), 0));
  }
}

export function geluGradient(dy: usize, u: usize, du: usize, size: i32): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    v128.store(du + i, f32x4.mul(v128.load(dy + i), slope(v128.load(u + i))));
  }
  for (let i = whole; i < size << 2; i += 4) {
    const s = slope(v128.load_splat<f32>(u + i));
    store<f32>(du + i, load<f32>(dy + i) * f32x4.extract_lane(s, 0));
  }
}
