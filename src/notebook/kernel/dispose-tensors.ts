import { safely } from "../base/hostile-values.ts";

export interface Disposable {
  isDisposed: boolean;
  dispose(): void;
}

/** In a graph larger than this nothing is freed, rather than freeing what may be in use. */
const maxNodes = 200_000;

/**
 * Frees the tensors that can be reached from `from` but not from `kept`. Only what lies in records,
 * lists, maps and sets is found; what a function's closure holds is left alone.
 */
export function disposeTensors(from: unknown[], kept: unknown[]): void {
  const found = tensorsIn(from);
  if (found?.size === 0) return;
  const inUse = tensorsIn(kept);
  if (!found || !inUse) return;
  for (const tensor of found) {
    if (!inUse.has(tensor)) safely(() => !tensor.isDisposed && tensor.dispose(), undefined);
  }
}

/** All tensors in records, lists, maps and sets; null where there is too much to look through. */
export function tensorsIn(roots: unknown[]): Set<Disposable> | null {
  const tensors = new Set<Disposable>();
  const seen = new Set<object>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    if (seen.size > maxNodes) return null;
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    // What cannot be looked into holds nothing that is known.
    const parts = safely(() => partsOf(value), []);
    if (parts === "too many") return null;
    if (parts === "tensor") tensors.add(value as Disposable);
    else for (const part of parts) waiting.push(part);
  }
  return tensors;
}

function partsOf(value: object): unknown[] | "tensor" | "too many" {
  if (sizeOf(value) > maxNodes) return "too many";
  return isTensorLike(value) ? "tensor" : contents(value);
}

/** A list may claim to have billions of items. */
function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map || value instanceof Set ? value.size : 0;
}

function isTensorLike(value: object): value is Disposable {
  return "dataSync" in value && "isDisposed" in value && "dispose" in value;
}

function contents(value: object): unknown[] {
  if (ArrayBuffer.isView(value)) return [];
  // Not by methods of their own, which may never end.
  if (value instanceof Map) return [...Map.prototype.keys.call(value), ...Map.prototype.values.call(value)];
  if (value instanceof Set) return [...Set.prototype.values.call(value)];
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => value[index] as unknown);
  if (isModule(value)) return [];
  return Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => property.value as unknown);
}

/** An imported module belongs to everybody. */
function isModule(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Module]";
}
