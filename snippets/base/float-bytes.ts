/**
 * Numbers as they lie in files, little endian, read all at once.
 *
 * 32-bit floats stay where they are: what comes back is a view of the bytes,
 * not to be written to. The others are computed anew.
 */

interface NumberType {
  /** bytes per number */
  size: number;
  read: (bytes: Uint8Array) => Float32Array;
}

/** By the names of the safetensors format. */
export const NUMBER_TYPES: Record<string, NumberType> = {
  F64: { size: 8, read: readDoubles },
  F32: { size: 4, read: readFloats },
  F16: { size: 2, read: readHalves },
  BF16: { size: 2, read: readBrainFloats },
};

/** F32 as it is; copied only where the bytes lie askew. */
function readFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(...place(bytes, 4));
}

function readDoubles(bytes: Uint8Array): Float32Array {
  return Float32Array.from(new Float64Array(...place(bytes, 8)));
}

/** bfloat16: the upper half of a 32-bit float. */
function readBrainFloats(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(...place(bytes, 2));
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < words.length; i++) words[i] = halves[i]! << 16;
  return new Float32Array(words.buffer);
}

/** IEEE half precision. */
function readHalves(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(...place(bytes, 2));
  const numbers = new Float32Array(halves.length);
  ofHalf ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => float16(bits));
  for (let i = 0; i < numbers.length; i++) numbers[i] = ofHalf[halves[i]!]!;
  return numbers;
}

/** All there are, once one is asked for. */
let ofHalf: Float32Array | undefined;

/** 1 bit sign, 5 bits exponent, 10 bits fraction. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Where a typed array of `size` bytes per number can begin. */
function place(bytes: Uint8Array, size: number) {
  const isAligned = bytes.byteOffset % size === 0;
  const { buffer, byteOffset, length } = isAligned
    ? bytes
    : new Uint8Array(bytes);
  return [buffer, byteOffset, length / size] as const;
}
