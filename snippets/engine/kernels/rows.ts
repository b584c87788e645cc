/** Looking rows up and adding them up. */

/** out[i] = table[ids[i]]; an id outside the table gives a row of 0. */
export function gatherRows(
  table: usize, ids: usize, out: usize, count: i32, V: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  for (let i = 0; i < count; i++) {
    const id = load<u32>(ids + (i << 2));
    if (id < <u32>V) memory.copy(out, table + <usize>id * bytes, bytes);
    else memory.fill(out, 0, bytes);
    out += bytes;
  }
}

/** dTable[ids[i]] += dOut[i], from 0, in the order of i. */
export function scatterAddRows(
  dOut: usize, ids: usize, dTable: usize, count: i32, V: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  memory.fill(dTable, 0, <usize>V * bytes);
  for (let i = 0; i < count; i++) {
    const id = load<u32>(ids + (i << 2));
    const row = dTable + <usize>id * bytes;
    if (id < <u32>V) add(row, dOut, row, width);
    dOut += bytes;
  }
}

/** rows[i] += places[past + i % T] */
export function addRows(
  places: usize, rows: usize, count: i32, T: i32, past: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  for (let i = 0; i < count; i++) {
    add(rows, places + <usize>(past + i % T) * bytes, rows, width);
    rows += bytes;
  }
}

/** dPlaces[past + i % T] += dRows[i], from 0, in the order of i. */
export function sumTexts(
  dRows: usize, dPlaces: usize,
  count: i32, T: i32, past: i32, places: i32, width: i32,
): void {
  const bytes = <usize>(width << 2);
  memory.fill(dPlaces, 0, <usize>places * bytes);
  for (let i = 0; i < count; i++) {
    const row = dPlaces + <usize>(past + i % T) * bytes;
    add(row, dRows, row, width);
    dRows += bytes;
  }
}

/** out = the sum of all rows, in their order; 16 columns at a time. */
export function sumRows(x: usize, out: usize, rows: i32, width: i32): void {
  const next = <usize>(width << 2);
  const whole = out + <usize>((width & ~15) << 2);
  for (; out < whole; out += 64) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    let at = x;
    for (let row = 0; row < rows; row++) {
      a = f32x4.add(a, v128.load(at));
      b = f32x4.add(b, v128.load(at, 16));
      c = f32x4.add(c, v128.load(at, 32));
      d = f32x4.add(d, v128.load(at, 48));
      at += next;
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    x += 64;
  }
  const rest = width & 15;
  memory.fill(out, 0, <usize>(rest << 2));
  for (let row = 0; row < rows; row++) {
    add(out, x, out, rest);
    x += next;
  }
}

/** out = x + y, number by number; out may be one of them. */
// @ts-ignore: decorator
@inline
export function add(x: usize, y: usize, out: usize, size: i32): void {
  const whole = (size & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
  }
  for (let i = whole; i < size << 2; i += 4) {
    store<f32>(out + i, load<f32>(x + i) + load<f32>(y + i));
  }
}
