/** Types as far as an attribute that is written out can be held against them. */
import { closest } from "../notebook/base/suggest.ts";

export type WrittenType =
  | { kind: "any" }
  | { kind: "text" }
  | { kind: "number" }
  | { kind: "truth" }
  | { kind: "literal"; value: unknown }
  | { kind: "union"; of: WrittenType[] }
  | { kind: "list"; of: WrittenType }
  | { kind: "tuple"; of: WrittenType[] }
  | { kind: "map"; of: WrittenType }
  | { kind: "record"; members: Members };

export type Members = ReadonlyMap<string, Member>;

export interface Member {
  type: WrittenType;
  isOptional: boolean;
  /** the book itself sets it; a chapter does not */
  isInternal: boolean;
}

/** What a value is not, in words; null where it fits. @param name what to call the value */
export function misfit(value: unknown, type: WrittenType, name: string): string | null {
  switch (type.kind) {
    case "any":
      return null;
    case "union":
      return misfitOfAll(value, type, name);
    case "list":
      return Array.isArray(value)
        ? first(value.map((item, at) => misfit(item, type.of, `${name}[${at}]`)))
        : wrong(value, type, name);
    case "tuple":
      return Array.isArray(value) && value.length === type.of.length
        ? first(type.of.map((one, at) => misfit(value[at], one, `${name}[${at}]`)))
        : wrong(value, type, name);
    case "map":
      return isRecord(value)
        ? first(Object.entries(value).map(([key, one]) => misfit(one, type.of, within(name, key))))
        : wrong(value, type, name);
    case "record":
      return isRecord(value) ? misfitOfRecord(value, type.members, name) : wrong(value, type, name);
    default:
      return fitsPlain(value, type) ? null : wrong(value, type, name);
  }
}

function misfitOfAll(value: unknown, type: WrittenType & { kind: "union" }, name: string): string | null {
  const faults = type.of.map((one) => misfit(value, one, name));
  if (faults.includes(null)) return null;
  // Of what has the same shape, the fault inside says more.
  const alike = type.of.findIndex(({ kind }) => (isRecord(value) ? kind === "record" || kind === "map" : false));
  return alike >= 0 ? faults[alike]! : wrong(value, type, name);
}

function misfitOfRecord(value: Record<string, unknown>, members: Members, name: string): string | null {
  const unknown = Object.keys(value).find((key) => !members.has(key));
  if (unknown !== undefined) return `${name} has no "${unknown}"${nearOf(unknown, members)}`;
  const missing = [...members].find(([key, { isOptional }]) => !isOptional && !Object.hasOwn(value, key));
  if (missing) return `${name} needs "${missing[0]}", ${typeInWords(missing[1].type)}`;
  return first(Object.entries(value).map(([key, one]) => misfit(one, members.get(key)!.type, within(name, key))));
}

function nearOf(name: string, members: Members): string {
  const near = closest(name, members.keys());
  return near === null ? `; it has ${[...members.keys()].join(", ")}` : `; did you mean "${near}"`;
}

function fitsPlain(value: unknown, type: WrittenType): boolean {
  if (type.kind === "literal") return value === type.value;
  const plain = { text: "string", number: "number", truth: "boolean" } as Record<string, string>;
  return typeof value === plain[type.kind];
}

function wrong(value: unknown, type: WrittenType, name: string): string {
  const near = typeof value === "string" ? closest(value, literalsOf(type)) : null;
  const remedy = near === null ? "" : `; did you mean "${near}"`;
  return `${name} has to be ${typeInWords(type)}, and is ${valueInWords(value)}${remedy}`;
}

function literalsOf(type: WrittenType): string[] {
  if (type.kind === "union") return type.of.flatMap(literalsOf);
  return type.kind === "literal" && typeof type.value === "string" ? [type.value] : [];
}

/** "a text", "a number or true or false", `"sft", "rm" or "ppo"` */
export function typeInWords(type: WrittenType): string {
  const words = {
    any: "a value",
    text: "a text",
    number: "a number",
    truth: "true or false",
    list: "a list",
    map: "a record",
    record: "a record",
  };
  if (type.kind === "literal") return JSON.stringify(type.value) ?? "nothing";
  if (type.kind === "tuple") return `a list of ${type.of.length}`;
  if (type.kind !== "union") return words[type.kind];
  const all = [...new Set(type.of.map(typeInWords).filter((one) => one !== "nothing"))];
  return [all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" or ");
}

function valueInWords(value: unknown): string {
  if (typeof value === "string") return `the text ${JSON.stringify(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isRecord(value) ? "a record" : String(value);
}

function first(faults: (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

function within(name: string, key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `${name}.${key}` : `${name}[${JSON.stringify(key)}]`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
