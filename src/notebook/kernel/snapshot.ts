/**
 * Values as data, so that a cell can begin from what the book computed: records, lists, maps, sets,
 * dates, typed arrays and tensors, shared parts once. A function or a class's object cannot be kept.
 */
import { isTensor, type TensorLike } from "../cell-api/inspect.ts";

export interface Snapshot {
  values: Record<string, Packed>;
}

/** Plain data stands for itself; all else is a record with one `$` key. */
type Packed =
  | string
  | number
  | boolean
  | null
  | Packed[]
  | { $: "number" | "bigint"; text: string }
  | { $: "undefined" }
  | { $: "record"; entries: [string, Packed][] }
  | { $: "map"; entries: [Packed, Packed][] }
  | { $: "set"; items: Packed[] }
  | { $: "date"; time: number }
  | { $: "array"; of: string; items: Packed[] }
  /** what came before, as the nth object that was met */
  | { $: "same"; as: number }
  | PackedTensor;

/** A tensor lies in a safetensors file. */
export interface PackedTensor {
  $: "tensor";
  file: string;
  name: string;
  shape: number[];
  /** a variable, which training can change */
  isVariable: boolean;
}

export interface StoredTensor {
  shape: number[];
  data: Float32Array;
}

/** Says where a tensor is stored, having stored it if need be. */
export type StoreTensor = (name: string, tensor: StoredTensor) => { file: string; name: string };

const typedArrays = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
};

/** Turns values into data; throws an error that names the part that cannot be kept. */
export function takeSnapshot(values: ReadonlyMap<string, unknown>, store: StoreTensor): Snapshot {
  const seen = new Map<object, number>();
  const entries = [...values].map(([name, value]) => [name, pack(value, name, { seen, store })] as const);
  return { values: Object.fromEntries(entries) };
}

interface Packing {
  seen: Map<object, number>;
  store: StoreTensor;
}

function pack(value: unknown, path: string, keeping: Packing): Packed {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: "number", text: Object.is(value, -0) ? "-0" : String(value) };
    case "bigint":
      return { $: "bigint", text: String(value) };
    case "undefined":
      return { $: "undefined" };
    case "object":
      return value === null ? null : packObject(value, path, keeping);
    default:
      throw new Error(`${path} is a ${typeof value}, which cannot be kept.`);
  }
}

function packObject(value: object, path: string, keeping: Packing): Packed {
  const { seen } = keeping;
  const as = seen.get(value);
  if (as !== undefined) return { $: "same", as };
  seen.set(value, seen.size);
  const below = (part: unknown, key: string): Packed => pack(part, `${path}.${key}`, keeping);
  if (isTensor(value)) return packTensor(value, path, keeping);
  // A hole in a list is kept as undefined.
  if (Array.isArray(value)) return Array.from(value as unknown[], (item, i) => below(item, String(i)));
  if (value instanceof Date) return { $: "date", time: value.getTime() };
  if (value instanceof Set) return { $: "set", items: [...value].map((item, i) => below(item, String(i))) };
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]): [Packed, Packed] => [below(key, "key"), below(item, String(key))]);
    return { $: "map", entries };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const of = (prototype as { constructor?: { name?: string } } | null)?.constructor?.name ?? "";
  if (of in typedArrays) {
    return { $: "array", of, items: Array.from(value as Iterable<number>, (item) => pack(item, path, keeping)) };
  }
  if (prototype !== null && prototype !== Object.prototype) {
    throw new Error(`${path} is an object of the class ${of}, which cannot be kept.`);
  }
  return { $: "record", entries: Object.entries(value).map(([key, item]) => [key, below(item, key)]) };
}

function packTensor(tensor: TensorLike, path: string, { store }: Packing): PackedTensor {
  if (tensor.dtype !== "float32") throw new Error(`${path} is a tensor of ${tensor.dtype}; only float32 can be kept.`);
  const { shape } = tensor;
  const data = Float32Array.from(tensor.dataSync() as ArrayLike<number>);
  return { $: "tensor", ...store(path, { shape, data }), shape: [...shape], isVariable: "trainable" in tensor };
}

/** The files in which a snapshot's tensors lie. */
export function snapshotFiles(snapshot: Snapshot): string[] {
  const files = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("$" in value && value.$ === "tensor") files.add((value as PackedTensor).file);
    else Object.values(value).forEach(visit);
  };
  visit(snapshot.values);
  return [...files];
}

/** The values again; `tensor` makes one from where it is stored. */
export function fromSnapshot(snapshot: Snapshot, tensor: (kept: PackedTensor) => unknown): Map<string, unknown> {
  const met: unknown[] = [];
  return new Map(Object.entries(snapshot.values).map(([name, kept]) => [name, restore(kept, met, tensor)]));
}

function restore(kept: Packed, met: unknown[], tensor: (kept: PackedTensor) => unknown): unknown {
  const again = (part: Packed): unknown => restore(part, met, tensor);
  const meet = <T>(value: T, fill: (value: T) => void = () => {}): T => {
    met.push(value);
    fill(value);
    return value;
  };
  if (typeof kept !== "object" || kept === null) return kept;
  if (Array.isArray(kept)) return meet([] as unknown[], (list) => kept.forEach((item) => list.push(again(item))));
  switch (kept.$) {
    case "undefined":
      return undefined;
    case "number":
      return Number(kept.text);
    case "bigint":
      return BigInt(kept.text);
    case "same":
      return met[kept.as];
    case "tensor":
      return meet(tensor(kept));
    case "date":
      return meet(new Date(kept.time));
    case "array":
      return meet(typedArrays[kept.of as keyof typeof typedArrays].from(kept.items.map(again) as number[]));
    case "set":
      return meet(new Set(), (set) => kept.items.forEach((item) => set.add(again(item))));
    case "map":
      return meet(new Map(), (map) => kept.entries.forEach(([key, item]) => map.set(again(key), again(item))));
    case "record":
      return meet({}, (record) => kept.entries.forEach(([key, item]) => define(record, key, again(item))));
  }
}

/** An assignment to `__proto__` would not make an entry. */
function define(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}
