/**
 * The safetensors file format: named arrays of numbers in one file, readable
 * without running anything (github.com/huggingface/safetensors, README).
 *
 *   8 bytes   length of the header, little endian
 *   header    JSON: name -> { dtype, shape, data_offsets: [from, to] }
 *   data      the arrays, one after the other, little endian
 */
import { assert, InputError } from "./base/assert.ts";

export interface StoredTensor {
  shape: number[];
  data: Float32Array;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Bytes per number, and how to read one array, by the format's type name. */
const READERS: Record<string, [size: number, read: ReadArray]> = {
  F64: [8, (view, i) => view.getFloat64(8 * i, true)],
  F32: [4, (view, i) => view.getFloat32(4 * i, true)],
  F16: [2, (view, i) => float16(view.getUint16(2 * i, true))],
  BF16: [2, (view, i) => bfloat16(view.getUint16(2 * i, true))],
};

type ReadArray = (view: DataView, index: number) => number;

/** All tensors as 32-bit floats, one after the other in the given order. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
): Uint8Array {
  // Other libraries expect to be told that axes are in PyTorch's order.
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    const end = offset + data.byteLength;
    header[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json.padEnd(roundUp(json.length, 8)));
  const file = new Uint8Array(8 + text.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

const roundUp = (n: number, unit: number) => Math.ceil(n / unit) * unit;

/** The tensors of a file; throws an InputError that says what is wrong. */
export function decodeSafetensors(file: Uint8Array): Map<string, StoredTensor> {
  const { header, data } = readHeader(file);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    assertEntry(name, entry);
    if (READERS[entry.dtype]) tensors.set(name, readTensor(name, entry, data));
    // Masks of true and false, which older checkpoints carry, are left out.
    else assertSkippable(name, entry);
  }
  return tensors;
}

function readHeader(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  assert(file.length >= 8, `Not a safetensors file: ${file.length} bytes.`);
  const length = Number(view.getBigUint64(0, true));
  assert(
    length <= file.length - 8,
    `Not a whole safetensors file: its header should be ${length} bytes long ` +
      `but only ${file.length - 8} follow. Was the download cut off?`,
  );
  const text = new TextDecoder().decode(file.subarray(8, 8 + length));
  return { header: parseHeader(text), data: file.subarray(8 + length) };
}

function parseHeader(text: string): Record<string, HeaderEntry> {
  try {
    const header: unknown = JSON.parse(text);
    if (header && typeof header === "object" && !Array.isArray(header)) {
      return header as Record<string, HeaderEntry>;
    }
  } catch {
    // said below
  }
  throw new InputError("Not a safetensors file: its header is not JSON.");
}

function assertEntry(name: string, entry: Partial<HeaderEntry> | null) {
  const whole = (list: unknown) =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  assert(
    typeof dtype === "string" && whole(shape) && whole(offsets),
    `Damaged safetensors file: "${name}" should tell dtype, shape and ` +
      `data_offsets, got ${JSON.stringify(entry)}.`,
  );
}

function readTensor(
  name: string,
  { dtype, shape, data_offsets }: HeaderEntry,
  data: Uint8Array,
): StoredTensor {
  const [size, read] = READERS[dtype]!;
  const [from, to] = data_offsets;
  const count = shape.reduce((product, n) => product * n, 1);
  assert(
    to - from === count * size && from >= 0 && to <= data.length,
    `Damaged safetensors file: "${name}" [${shape}] needs bytes ${from} to ` +
      `${from + count * size} of the data, which has ${data.length}.`,
  );
  const view = new DataView(data.buffer, data.byteOffset + from, to - from);
  const values = Float32Array.from({ length: count }, (_, i) => read(view, i));
  return { shape, data: values };
}

function assertSkippable(name: string, { dtype }: HeaderEntry) {
  assert(
    ["BOOL", "U8", "I8", "I32", "I64"].includes(dtype),
    `"${name}" has numbers of type ${dtype}; expected F32, F16, BF16 or F64.`,
  );
}

/** IEEE half precision: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a 32-bit float. */
function bfloat16(bits: number): number {
  const word = new Uint32Array([bits << 16]);
  return new Float32Array(word.buffer)[0]!;
}
