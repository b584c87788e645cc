import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import {
  type CellRun,
  dependencies,
  dependents,
  freshCells,
  planRuns,
  type PlannedCell,
  printedCells,
  staleCells,
} from "../../../src/notebook/kernel/run-plan.ts";

function cellsOf(sources: Record<string, string>): PlannedCell[] {
  return Object.entries(sources).map(([id, source]) => ({ id, source, program: analyse(source) }));
}

/** Pretends to run cells, one after the other. */
function runAll(ids: string[], cells: PlannedCell[], runs = new Map<string, CellRun>()) {
  for (const id of ids) {
    const index = cells.findIndex((cell) => cell.id === id);
    const cell = cells[index]!;
    const taken = [...dependencies(index, cells)].map(
      ([name, definer]) => [name, runs.get(definer.id)!.serial] as const,
    );
    const serial = Math.max(0, ...[...runs.values()].map((run) => run.serial)) + 1;
    const given = new Set(cell.program!.definitions);
    runs.set(id, { serial, source: cell.source, inputs: "[]", taken: new Map(taken), given });
  }
  return runs;
}

const chain = cellsOf({
  base: "const model = 1;",
  aside: "const note = 0;",
  sft: "const policy = model + 1;",
  reward: "const reward = model + 2;",
  ppo: "const better = policy + reward;",
});

const ids = (found: Map<string, PlannedCell>) => [...found].map(([name, { id }]) => `${name}:${id}`);

describe("a name means the nearest definition above", () => {
  test("of several, the last before the cell", () => {
    const cells = cellsOf({ a: "let x = 1", b: "let x = 2", c: "x", d: "let x = 3" });
    expect(ids(dependencies(2, cells))).toEqual(["x:b"]);
  });

  test("never one below, and never of another cell if it defines it itself", () => {
    const cells = cellsOf({ a: "x", b: "let x = 1", c: "let x = 2; x" });
    expect(ids(dependencies(0, cells))).toEqual([]);
    expect(ids(dependencies(2, cells))).toEqual([]);
  });

  test("an import counts as a definition", () => {
    const cells = cellsOf({ a: 'import { gae } from "mini-rlhf/advantages";', b: "gae([], [], 1, 1)" });
    expect(ids(dependencies(1, cells))).toEqual(["gae:a"]);
  });
});

describe("running a cell runs first what it needs", () => {
  test("all that is missing, in order, and nothing else", () => {
    expect(planRuns(["ppo"], chain, new Map()).run).toEqual(["base", "sft", "reward", "ppo"]);
    expect(planRuns(["aside"], chain, new Map()).run).toEqual(["aside"]);
  });

  test("not what is up to date", () => {
    const runs = runAll(["base", "sft", "reward"], chain);
    expect(planRuns(["ppo"], chain, runs).run).toEqual(["ppo"]);
    expect(planRuns(["sft"], chain, runs).run).toEqual(["sft"]);
  });

  test("what was edited since, and what uses it", () => {
    const runs = runAll(["base", "sft", "reward"], chain);
    const edited = chain.map((cell) =>
      cell.id === "sft" ? { ...cell, source: "const policy = 9;", program: analyse("const policy = 9;") } : cell,
    );
    expect(planRuns(["ppo"], edited, runs).run).toEqual(["sft", "ppo"]);
  });

  test("what ran with an older version of a cell above", () => {
    const runs = runAll(["base", "sft", "reward", "ppo", "base"], chain);
    expect(planRuns(["ppo"], chain, runs).run).toEqual(["sft", "reward", "ppo"]);
  });

  test("a stopped cell only for a name it did not reach", () => {
    const cells = cellsOf({ a: "const early = 1; const late = 2;", b: "early", c: "late" });
    const runs = runAll(["a"], cells);
    runs.get("a")!.given.delete("late");
    expect(planRuns(["b"], cells, runs).run).toEqual(["b"]);
    expect(planRuns(["c"], cells, runs).run).toEqual(["a", "c"]);
  });

  test("for a name that is now defined nearer", () => {
    const before = cellsOf({ a: "let x = 1", b: "0", c: "x" });
    const runs = runAll(["a", "b", "c"], before);
    const after = cellsOf({ a: "let x = 1", b: "let x = 2", c: "x" });
    expect(planRuns(["c"], after, runs).run).toEqual(["b", "c"]);
  });

  test("a long chain in no time", () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`c${i}`, `const a${i + 1} = a${i} + b${i}, b${i + 1} = a${i} * b${i};`]),
    );
    expect(planRuns(["c59"], cellsOf({ start: "const a0 = 1, b0 = 1", ...many }), new Map()).run).toHaveLength(61);
  });
});

describe("what is out of date", () => {
  test("is marked, through others too, until it runs again", () => {
    const runs = runAll(["base", "aside", "sft", "reward", "ppo", "base"], chain);
    expect(staleCells(chain, runs)).toEqual(["sft", "reward", "ppo"]);
    runAll(["sft", "reward"], chain, runs);
    expect(staleCells(chain, runs)).toEqual(["ppo"]);
    expect([...freshCells(chain, runs)]).toEqual(["base", "aside", "sft", "reward"]);
  });

  test("lies below the cell that caused it", () => {
    expect(dependents("base", chain)).toEqual(["sft", "reward", "ppo"]);
    expect(dependents("sft", chain)).toEqual(["ppo"]);
    expect(dependents("aside", chain)).toEqual([]);
  });
});

describe("a cell whose inputs alone were set", () => {
  const sources = {
    next: 'const base = await load("a"); const text = textInput("text"); const guess = next(base, text);',
    attention: "const maps = attentionOf(base);",
    quote: "show(guess);",
    below: "maps.length",
  };
  const page = (inputs: Record<string, Record<string, string>>, edited: Record<string, string> = {}) =>
    cellsOf({ ...sources, ...edited }).map((cell) => {
      const source = sources[cell.id as keyof typeof sources];
      return { ...cell, inputs: inputs[cell.id] ?? {}, original: { source, program: analyse(source) } };
    });

  test("leaves alone what takes only names that no input can change", () => {
    const cells = page({ next: { text: "x" } });
    expect([...printedCells(cells)]).toEqual(["attention", "below"]);
    expect(staleCells(cells, new Map())).toEqual(["next", "quote"]);
  });

  test("but not if its text is the reader's", () => {
    const cells = page({ next: { text: "x" } }, { next: `${sources.next} // mine` });
    expect([...printedCells(cells)]).toEqual([]);
  });
});
