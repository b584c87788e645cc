import type { CellProgram } from "./analyse.ts";
import type { Position } from "../base/cell-error.ts";
import { safely } from "../base/hostile-values.ts";

/** A cell as JavaScript to evaluate: an expression whose value is a CellFunction. */
export interface CompiledCell {
  code: string;
  /** the names of the values it takes, in order */
  parameters: string[];
  /** from a place in `code` back to the reader's text */
  toReader(position: Position): Position;
}

/**
 * `live` holds names of other cells that can still change, read through getters; `values` are the
 * parameters, in order. Resolves to the value to show.
 */
export type CellFunction = (live: object) => (runtime: CellRuntime, ...values: unknown[]) => Promise<unknown>;

/** What a running cell hands back besides its value. */
interface CellRuntime {
  /** called first: how to read each of the cell's variables, now and later */
  define(getters: Record<string, () => unknown>): void;
  /** what the cell's `import("module")` calls */
  load(specifier: unknown): Promise<Record<string, unknown>>;
}

const headerLines = 1;
const opening = "return (";

/**
 * Wraps a cell's JavaScript in an async function; its stack traces name the run, `serial`. The reader's text stays line for line below one
 * header line; only behind the inserted `return (` do columns move, and `toReader` moves them back.
 * The outer sloppy function exists for `with`: the one way to let a free name follow a variable of
 * another cell. The cell itself is strict.
 */
export function compileCell(id: string, program: CellProgram, names: string[], serial?: number): CompiledCell {
  const runtime = unusedName("$cell", program.source);
  const live = unusedName("$live", program.source);
  const imported = program.imports.flatMap(({ bindings }) => bindings.map(({ local }) => local));
  const declared = program.definitions.filter((name) => !names.includes(name) && !imported.includes(name));
  // In brackets, `__proto__` is a name like any other.
  const getters = declared.map((name) => `["${name}"]:()=>${name}`).join();
  const head =
    `(function(${live}){with(${live}){return async function(` +
    `${[runtime, ...names].join()}){"use strict";` +
    `const ${program.dynamicImportName}=${runtime}.load;${runtime}.define({${getters}});\n`;
  const tail = `\n}}})\n//# sourceURL=${cellUrl(id, serial)}`;
  return {
    code: head + withReturn(program) + tail,
    parameters: names,
    toReader: (position) => toReader(position, program),
  };
}

const cellUrlPattern = /mini-rlhf-cell\/([\w%.~-]+)\.ts(?:\?run=(\d+))?:(\d+):(\d+)/;

function cellUrl(id: string, serial: number | undefined): string {
  return `mini-rlhf-cell/${encodeURIComponent(id)}.ts${serial === undefined ? "" : `?run=${serial}`}`;
}

/** One step of a stack trace that lies in a cell's compiled code. */
export interface CellFrame {
  cell: string;
  /** of which run, where the code says it */
  serial?: number;
  place: Position;
}

/** Finds "cell, line and column" in a line of a stack trace, whichever browser wrote it. */
export function findCellPlace(line: string): CellFrame | null {
  const [, id, run, row, column] = cellUrlPattern.exec(line) ?? [];
  // An error may say anything as its stack.
  const cell = id && safely(() => decodeURIComponent(id), "");
  if (!cell) return null;
  return { cell, ...(run ? { serial: Number(run) } : {}), place: { line: Number(row), column: Number(column) } };
}

function withReturn({ js, display }: CellProgram): string {
  if (!display) return js;
  const { start, end } = display;
  return `${js.slice(0, start)}${opening}${js.slice(start, end)})${js.slice(end)}`;
}

/** The line of the reader's text that a place in compiled code lies on. */
export function readersLine({ line }: Position): number {
  return Math.max(1, line - headerLines);
}

function toReader({ line, column }: Position, { js, display }: CellProgram): Position {
  const own = { line: readersLine({ line, column }), column };
  if (!display) return own;
  const before = js.slice(0, display.start).split(/\r\n|[\n\r\u2028\u2029]/);
  const first = before.at(-1)!.length + 1;
  const isMoved = own.line === before.length && column >= first;
  // Inside the inserted `return (` means where the value begins.
  return isMoved ? { ...own, column: Math.max(first, column - opening.length) } : own;
}

function unusedName(name: string, source: string): string {
  return source.includes(name) ? unusedName(`${name}_`, source) : name;
}
