/**
 * The safetensors file format: named arrays of numbers in one file, readable
 * without running anything (github.com/huggingface/safetensors, README).
 *
 *   8 bytes   length of the header, little endian
 *   header    JSON: name -> { dtype, shape, data_offsets: [from, to] }
 *   data      the arrays, one after the other, little endian
 */
import { assert } from "./base/assert.ts";
import { NUMBER_TYPES } from "./base/float-bytes.ts";
import {
  assertFits,
  countOf,
  readHeader,
} from "./checkpoint/safetensors-header.ts";

export interface StoredTensor {
  shape: number[];
  data: Float32Array;
}

/** A tensor to write; its numbers may wait until their turn comes. */
export interface TensorSource {
  shape: number[];
  data: Float32Array | (() => Float32Array);
}

/** A tensor in a file, of which nothing but the header has been read. */
export interface FileTensor {
  shape: number[];
  dtype: string;
  /** its numbers; a view of the file where that is possible */
  read: () => Float32Array;
}

/** What masks and positions are stored as, in older files: no weights. */
export const NO_WEIGHTS = ["BOOL", "U8", "I64"];

/** All tensors as 32-bit floats, one after the other in the given order. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorSource>,
): Uint8Array {
  // Other libraries expect to be told that axes are in PyTorch's order.
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const [name, { shape }] of tensors) {
    const end = offset + 4 * countOf(shape);
    header[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(start + offset).fill(0x20, 8, start); // spaces
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(json, 8);
  let at = start / 4;
  const floats = new Float32Array(file.buffer);
  for (const [name, { shape, data }] of tensors) {
    const numbers = typeof data === "function" ? data() : data;
    assert(
      numbers.length === countOf(shape),
      `"${name}" [${shape}] has ${numbers.length} numbers.`,
    );
    floats.set(numbers, at);
    at += numbers.length;
  }
  return file;
}

/** The tensors of a file; throws an InputError that says what is wrong. */
export function decodeSafetensors(file: Uint8Array): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, read }] of openSafetensors(file)) {
    if (NO_WEIGHTS.includes(dtype)) continue;
    tensors.set(name, { shape, data: read() });
  }
  return tensors;
}

/** What is in a file, without reading it yet; throws on a damaged one. */
export function openSafetensors(file: Uint8Array): Map<string, FileTensor> {
  const { header, data } = readHeader(file);
  const tensors = new Map<string, FileTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    assertFits(name, entry, data);
    const { dtype, shape, data_offsets } = entry;
    const bytes = data.subarray(...data_offsets);
    tensors.set(name, {
      dtype,
      shape,
      read: () => numbers(name, dtype, bytes),
    });
  }
  return tensors;
}

function numbers(name: string, dtype: string, bytes: Uint8Array) {
  assertFloats(`"${name}"`, dtype);
  return NUMBER_TYPES[dtype]!.read(bytes);
}

/** Throws unless numbers of this type can be read. */
export function assertFloats(what: string, dtype: string): void {
  assert(
    dtype in NUMBER_TYPES,
    `${what} has numbers of type ${dtype}; expected F32, F16, BF16 or F64. ` +
      `Save the model again as one of these.`,
  );
}
