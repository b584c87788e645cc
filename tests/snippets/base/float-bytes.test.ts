import { expect, test } from "vitest";
import { NUMBER_TYPES } from "../../../snippets/base/float-bytes.ts";

const halves = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const read = (type: string, { buffer }: { buffer: ArrayBuffer }) => NUMBER_TYPES[type]!.read(new Uint8Array(buffer));

/** A half by its definition: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15, (bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 31
      ? fraction
        ? NaN
        : Infinity
      : (fraction + (exponent ? 1024 : 0)) * 2 ** (Math.max(1, exponent) - 25);
  return sign ? -size : size;
}

test("all 65536 numbers of half precision", () => {
  const numbers = read("F16", halves);
  halves.forEach((bits) => expect(Object.is(numbers[bits], half(bits)), `${bits}`).toBe(true));
});

test("all 65536 numbers of bfloat16: the upper half of a 32-bit float", () => {
  const words = new Uint32Array(read("BF16", halves).buffer);
  halves.forEach((bits) => expect(words[bits]).toBe(bits * 2 ** 16));
});

test("double precision is rounded to single", () => {
  expect(read("F64", Float64Array.of(0.1, -1e300, 1e-50))).toEqual(Float32Array.of(Math.fround(0.1), -Infinity, 0));
});

test("bytes that lie askew", () => {
  for (const [type, { size }] of Object.entries(NUMBER_TYPES)) {
    const bytes = new Uint8Array(1 + 2 * size).fill(7);
    expect(NUMBER_TYPES[type]!.read(bytes.subarray(1))).toEqual(NUMBER_TYPES[type]!.read(bytes.slice(1)));
  }
});
