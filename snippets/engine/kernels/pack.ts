/**
 * Lays a matrix out as the micro-kernel of tile.ts reads it: in strips of
 * `width` lanes (rows of A, columns of B), number by number along k. The last
 * strip is filled up with 0.
 */

/** Strides count numbers: `lane` from lane to lane, `step` along k. */
export function packStrips(
  from: usize, lane: i32, step: i32,
  kc: i32, lanes: i32, width: i32, to: usize,
): void {
  for (let strip = 0; strip < lanes; strip += width) {
    const whole = strip + width <= lanes;
    if (whole && width == 8 && lane == 1) {
      copyEight(from + <usize>(strip << 2), step << 2, kc, to);
      to += <usize>((width * kc) << 2);
      continue;
    }
    for (let first = strip; first < strip + width; first += 4) {
      const count = min(4, lanes - first);
      const group = from + <usize>((first * lane) << 2);
      const place = to + <usize>((first - strip) << 2);
      if (count < 4) packSome(group, lane, step, kc, count, place, width << 2);
      else if (lane == 1) copyLanes(group, step << 2, kc, place, width << 2);
      else if (step == 1) turnLanes(group, lane << 2, kc, place, width << 2);
      else packSome(group, lane, step, kc, 4, place, width << 2);
    }
    to += <usize>((width * kc) << 2);
  }
}

/** Eight lanes that lie side by side, a whole strip. */
function copyEight(from: usize, step: i32, kc: i32, to: usize): void {
  for (let k = 0; k < kc; k++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    from += <usize>step;
    to += 32;
  }
}

/** Four lanes that lie side by side. */
function copyLanes(
  from: usize, step: i32, kc: i32, to: usize, next: i32,
): void {
  for (let k = 0; k < kc; k++) {
    v128.store(to, v128.load(from));
    from += <usize>step;
    to += <usize>next;
  }
}

/** Four lanes that each run along k: squares of 4 x 4 are transposed. */
function turnLanes(
  from: usize, lane: i32, kc: i32, to: usize, next: i32,
): void {
  const from1 = from + <usize>lane;
  const from2 = from1 + <usize>lane;
  const from3 = from2 + <usize>lane;
  const whole = (kc & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    const a = v128.load(from + i), b = v128.load(from1 + i);
    const c = v128.load(from2 + i), d = v128.load(from3 + i);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
    to += <usize>next;
    v128.store(to, v128.shuffle<f64>(ab, cd, 1, 3));
    to += <usize>next;
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 0, 2));
    to += <usize>next;
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 1, 3));
    to += <usize>next;
  }
  packSome(from + whole, lane >> 2, 1, kc & 3, 4, to, next);
}

/** Any strides, and up to four lanes; missing ones are 0. */
function packSome(
  from: usize, lane: i32, step: i32,
  kc: i32, count: i32, to: usize, next: i32,
): void {
  for (let k = 0; k < kc; k++) {
    let number = from;
    for (let l = 0; l < 4; l++) {
      store<f32>(to + <usize>(l << 2), l < count ? load<f32>(number) : 0);
      number += <usize>(lane << 2);
    }
    from += <usize>(step << 2);
    to += <usize>next;
  }
}
