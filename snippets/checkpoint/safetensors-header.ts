/** The header of a safetensors file: where each tensor lies, and as what. */
import { assert, InputError } from "../base/assert.ts";
import { NUMBER_TYPES } from "../base/float-bytes.ts";

export interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** How many numbers a tensor of this shape has. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

export function readHeader(file: Uint8Array) {
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
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  assert(
    typeof dtype === "string" &&
      whole(shape) &&
      whole(offsets) &&
      offsets.length === 2,
    `Damaged safetensors file: "${name}" should tell dtype, shape and ` +
      `data_offsets, got ${JSON.stringify(entry)?.slice(0, 200)}.`,
  );
}

/** Throws unless the entry is whole, and its bytes are all there. */
export function assertFits(
  name: string,
  entry: HeaderEntry,
  data: Uint8Array,
): void {
  assertEntry(name, entry);
  const { dtype, shape, data_offsets } = entry;
  const [from, to] = data_offsets;
  const size = NUMBER_TYPES[dtype]?.size;
  const bytes = size === undefined ? to - from : countOf(shape) * size;
  assert(
    to - from === bytes && to <= data.length,
    `Damaged safetensors file: "${name}" [${shape}] needs bytes ${from} to ` +
      `${from + bytes} of the data, which has ${data.length}.`,
  );
}
