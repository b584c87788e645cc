/** Numbers that a cell hands to a picture: lists, typed arrays or tensors, cut to what can be shown. */
import { refusal } from "./check-arguments.ts";
import { isTensor } from "./inspect.ts";
import { isListOf } from "../base/list-of.ts";

export type Numbers = ArrayLike<number | null>;

/** What can be read as rows of numbers: nested lists or a tensor of rank 2. */
export type Matrix = readonly Numbers[] | TensorOfRank2;

interface TensorOfRank2 {
  shape: number[];
  dtype: string;
  dataSync(): ArrayLike<number>;
}

export function isNumbers(value: unknown): value is Numbers {
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
  return isListOf(value, (one) => typeof one === "number" || one === null || one === undefined);
}

export function isTexts(value: unknown): value is string[] {
  return isListOf(value, (one) => typeof one === "string");
}

/** What is no finite number becomes null. */
export function finiteOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** As rounded as float32 needs: what is shown and kept is shorter by half. */
export function plainNumbers(values: Numbers, limit: number): (number | null)[] {
  return Array.from({ length: Math.min(values.length, limit) }, (_, index) => {
    const value = finiteOrNull(values[index]);
    return value === null ? null : Number(value.toPrecision(7));
  });
}

/** Rows of numbers from nested lists or from a tensor of rank 2, `null` where they are neither. */
export function readMatrix(value: unknown): Numbers[] | null {
  if (Array.isArray(value)) return isListOf(value, isNumbers) ? value : null;
  if (!isTensor(value) || value.shape.length !== 2) return null;
  const [rows, columns] = value.shape as [number, number];
  const data = value.dataSync() as ArrayLike<number>;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => data[row * columns + column]!),
  );
}

/** One matrix per head, from lists of matrices or a tensor of rank 3; a lone matrix is one head. */
export function readMatrices(value: unknown): Numbers[][] | null {
  if (isTensor(value) && value.shape.length === 3) {
    const [count, rows, columns] = value.shape as [number, number, number];
    const data = value.dataSync() as ArrayLike<number>;
    return Array.from({ length: count }, (_, head) =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => data[(head * rows + row) * columns + column]!),
      ),
    );
  }
  const one = readMatrix(value);
  if (one) return [one];
  return isListOf(value, (item) => readMatrix(item) !== null) ? value.map((item) => readMatrix(item)!) : null;
}

/** Two rising numbers, as of an axis. */
export function readDomain(call: string, name: string, given: unknown): [number, number] {
  const [low, high] = Array.isArray(given) ? [finiteOrNull(given[0]), finiteOrNull(given[1])] : [null, null];
  if (typeof low === "number" && typeof high === "number" && low < high) return [low, high];
  throw refusal(call, `a ${name} of two rising numbers, as in [-1, 1]`, given);
}

/** Two numbers as an interval, the lower first; null where one is missing. */
export function readInterval(low: unknown, high: unknown): [number, number] | null {
  const ends = [finiteOrNull(low), finiteOrNull(high)];
  return ends[0] === null || ends[1] === null ? null : (ends.sort((a, b) => a! - b!) as [number, number]);
}
