/**
 * How data from outside must look: what a worker says, what a file holds. A schema reads what may
 * be anything and gives back a copy in which nothing else is left, or throws a Misfit. It is written
 * beside a type and checked against it: with a field too many, too few or of another kind it does
 * not compile.
 */

/** `in out`: a schema for less than T would let some of T go unread. */
export interface Schema<in out T> {
  (value: unknown, reading: Reading): T;
}

interface Optional<in out T> {
  optional: Schema<T>;
}

/** A schema for each field, and for one that may be missing an optional one. */
type Fields<T> = { [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Schema<T[K]> };

/** One look through a value, which may be as large and as deep as memory allows, or contain itself. */
class Reading {
  /** where it looks now, the outermost step first */
  readonly path: (string | number)[] = [];
  /** parts that may still be looked at, and characters that may still be kept */
  parts = 1_500_000;
  characters = 2_000_000;

  /** What lies one step further in. Nothing is stepped back from a misfit. */
  within<T>(step: string | number, schema: Schema<T>, value: unknown): T {
    if (this.path.push(step) > deepest) throw Misfit.of(`at most ${deepest} levels deep`, value);
    if (--this.parts < 0) throw Misfit.of("smaller", value);
    const part = schema(value, this);
    this.path.pop();
    return part;
  }

  /** "chart.series[0].name" */
  get place(): string {
    const steps = this.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step.slice(0, 40)}`));
    return steps.join("").replace(/^\./, "") || "it";
  }
}

const deepest = 40;

/** A value that is not what its schema says; "chart.series[0].name should be a text, not 3". */
export class Misfit extends Error {
  static of(expected: string, got: unknown): Misfit {
    return new Misfit(`should be ${expected}, not ${nameOf(got)}`);
  }
}

/** What it is, in few words. */
function nameOf(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string")
    return value.length > 40 ? `a text of ${value.length} characters` : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return kind === "Object" ? "a record" : kind.toLowerCase() === typeof value ? typeof value : `a ${kind}`;
}

/** @throws Misfit that says where it is */
export function read<T>(schema: Schema<T>, value: unknown): T {
  const reading = new Reading();
  try {
    return schema(value, reading);
  } catch (error) {
    throw error instanceof Misfit ? new Misfit(`${reading.place} ${error.message}`) : error;
  }
}

/** A longer text is cut: nobody reads it. */
export function text(longest: number): Schema<string> {
  return (value, reading) => {
    if (typeof value !== "string") throw Misfit.of("a text", value);
    const room = Math.min(longest, Math.max(20, reading.characters));
    const kept = value.length > room ? `${value.slice(0, room)}…` : value;
    reading.characters -= kept.length;
    return kept;
  };
}

export const number: Schema<number> = (value) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw Misfit.of("a finite number", value);
};

/** How many, or which one from 0. */
export const count: Schema<number> = (value) => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw Misfit.of("a whole number from 0", value);
};

export const flag: Schema<boolean> = (value) => {
  if (typeof value === "boolean") return value;
  throw Misfit.of("true or false", value);
};

export function only<const T extends string | true>(one: T): Schema<T> {
  return (value) => {
    if (value === one) return one;
    throw Misfit.of(JSON.stringify(one), value);
  };
}

export function word<T extends string>(known: Record<T, true>): Schema<T> {
  const words = Object.keys(known) as T[];
  return (value) => {
    const found = words.find((one) => one === value);
    if (found !== undefined) return found;
    throw Misfit.of(`one of ${words.join(", ")}`, value);
  };
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return (value, reading) => (value === null ? null : schema(value, reading));
}

export function optional<T>(schema: Schema<T>): Optional<T> {
  return { optional: schema };
}

/** A hole is a missing item. */
export function list<T>(item: Schema<T>, longest: number): Schema<T[]> {
  return (value, reading) => {
    if (!Array.isArray(value)) throw Misfit.of("a list", value);
    if (value.length > longest) throw Misfit.of(`a list of at most ${longest}`, value);
    return Array.from({ length: value.length }, (_, index) => reading.within(index, item, value[index]));
  };
}

/** The same, where nobody is to change it. */
export function readonlyList<T>(item: Schema<T>, longest: number): Schema<readonly T[]> {
  const read = list(item, longest);
  return (value, reading) => read(value, reading);
}

export function pair<A, B>(first: Schema<A>, second: Schema<B>): Schema<[A, B]> {
  return (value, reading) => {
    if (!Array.isArray(value) || value.length !== 2) throw Misfit.of("a list of two", value);
    return [reading.within(0, first, value[0]), reading.within(1, second, value[1])];
  };
}

/** Names with values of one kind. */
export function lookup<T>(item: Schema<T>, longest: number): Schema<Record<string, T>> {
  return (value, reading) => {
    const names = Object.keys(asRecord(value));
    if (names.length > longest) throw Misfit.of(`a record of at most ${longest} names`, value);
    return Object.fromEntries(names.map((name) => [name, reading.within(name, item, asRecord(value)[name])]));
  };
}

/** In the order in which its fields came; what no field is known for is left out. */
export function record<T extends object>(fields: Fields<T>): Schema<T> {
  const known = new Map<string, Schema<unknown> | Optional<unknown>>(Object.entries(fields));
  return (value, reading) => {
    const given = asRecord(value);
    const names = Object.keys(given).filter((name) => known.has(name) && given[name] !== undefined);
    const missing = [...known.keys()].filter((name) => !names.includes(name) && typeof known.get(name) === "function");
    const entries = [...names, ...missing].map((name) => {
      const field = known.get(name)!;
      return [name, reading.within(name, typeof field === "function" ? field : field.optional, given[name])];
    });
    return Object.fromEntries(entries) as T;
  };
}

/** One of several kinds of records, told apart by a field. */
export function variants<T, K extends keyof T & string>(
  key: K,
  kinds: { [V in T[K] & string]: Schema<Extract<T, Record<K, V>>> },
): Schema<T> {
  const known = new Map<unknown, Schema<T>>(Object.entries(kinds) as [string, Schema<T>][]);
  return (value, reading) => {
    const kind = asRecord(value)[key];
    const schema = known.get(kind);
    if (schema) return schema(value, reading);
    reading.path.push(key);
    throw Misfit.of(`one of ${[...known.keys()].join(", ")}`, kind);
  };
}

/** Of no more parts than this in all. */
export function atMost<T>(parts: number, schema: Schema<T>): Schema<T> {
  return (value, reading) => {
    reading.parts = Math.min(reading.parts, parts);
    return schema(value, reading);
  };
}

/** Its parts must fit together, too; `needs` says how. */
export function fitting<T>(schema: Schema<T>, needs: string, fits: (value: T) => boolean): Schema<T> {
  return (value, reading) => {
    const found = schema(value, reading);
    if (fits(found)) return found;
    throw new Misfit(`needs ${needs}`);
  };
}

/** For what contains its own kind: given as a function, because it is not there yet. */
export function nested<T>(schema: () => Schema<T>): Schema<T> {
  return (value, reading) => schema()(value, reading);
}

function asRecord(value: unknown): Record<string, unknown> {
  const isPlain = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) throw Misfit.of("a record", value);
  return value as Record<string, unknown>;
}
