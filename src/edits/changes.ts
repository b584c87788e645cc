import type { InputValue, InputValues } from "../notebook/output/output.ts";

/** What a reader has changed in a cell: its text, what its inputs are set to, or both. */
export interface CellChange {
  id: string;
  source?: string;
  inputs?: InputValues;
}

const maxKeys = 200;
const maxCells = 500;

/** Well-formed changes out of whatever a link or a file has brought; null if it is no list. */
export function plainChanges(given: unknown): CellChange[] | null {
  if (!Array.isArray(given)) return null;
  const seen = new Set<string>();
  return given.slice(0, maxCells).flatMap((one: unknown) => {
    const { id, source, inputs } = Object(one) as Partial<Record<keyof CellChange, unknown>>;
    if (typeof id !== "string" || seen.has(id)) return [];
    seen.add(id);
    const values = plainInputs(inputs);
    const change: CellChange = {
      id,
      ...(typeof source === "string" ? { source: source.replace(/\r\n?/g, "\n") } : {}),
      ...(Object.keys(values).length > 0 ? { inputs: values } : {}),
    };
    return change.source === undefined && change.inputs === undefined ? [] : [change];
  });
}

/** The values that are some, whatever storage, a link or a file has brought. */
export function plainInputs(given: unknown): InputValues {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return {};
  const known = Object.entries(given).filter((entry): entry is [string, InputValue] => isInputValue(entry[1]));
  return Object.fromEntries(known.slice(-maxKeys));
}

function isInputValue(value: unknown): value is InputValue {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return value.length <= 10_000;
  return Array.isArray(value) && value.length <= 9 && value.every((one) => Number.isInteger(one));
}
