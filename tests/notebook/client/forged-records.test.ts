import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkEvent, type RunSoFar, type RunsHeard } from "../../../src/notebook/client/check-event.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { outputSchema } from "../../../src/notebook/output/output-schema.ts";
import type { KernelEvent } from "../../../src/notebook/kernel/protocol.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { Misfit, read } from "../../../src/notebook/base/schema.ts";
import { exampleOutputs } from "../output/example-outputs.ts";
import { faultsIn, textIn } from "../output/read-html.ts";

fc.configureGlobal({ seed: 12 });

/** What a stranger's cell may send: records of every kind, whole, bent in a place or two, or made of anything. */

const evil = `"'><img src=x onerror=alert(1)><script>alert(1)</script><meta http-equiv=refresh content="0;url=//x"></script></textarea>`;
const cyclic: Record<string, unknown> = { kind: "value" };
cyclic.value = cyclic;
cyclic.items = [cyclic, cyclic];
let deep: unknown = [];
for (let level = 0; level < 5000; level++) deep = { type: "list", name: "", items: [deep], more: 0 };

const odd: unknown[] = [
  ...[evil, "", "x".repeat(300_000), "\ud800", "javascript:alert(1)", "__proto__", "NaN", "1e999"],
  ...[NaN, Infinity, -Infinity, -0, 5e-324, 1e308, -1e308, 1e200, -1, 0.5, 1e9, 2 ** 53, 12n],
  ...[
    null,
    undefined,
    true,
    false,
    [],
    {},
    [evil],
    [[evil]],
    { toString: evil },
    new Map([[evil, evil]]),
    new Set([evil]),
  ],
  ...[
    new Date(NaN),
    /a/,
    new Error(evil),
    new Uint8Array(4),
    new ArrayBuffer(8),
    new Array(1e9),
    [, , 1],
    cyclic,
    deep,
  ],
];
const numbers = fc.constantFrom(...odd.filter((value) => typeof value === "number"));
const oddValue = fc.oneof(
  fc.constantFrom(...odd),
  numbers,
  fc.constantFrom<unknown>(...exampleOutputs),
  fc.anything({ withBigInt: true, withMap: true, withSparseArray: true, withTypedArray: true }),
);

interface Place {
  owner: Record<string | number, unknown>;
  key: string | number;
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== "object" || value === null) return found;
  for (const key of Object.keys(value)) {
    const owner = value as Place["owner"];
    found.push({ owner, key });
    placesIn(owner[key], found);
  }
  return found;
}

/** A whole output with some of its parts put in the place of others. */
const bent = fc
  .tuple(fc.constantFrom(...exampleOutputs), fc.array(fc.tuple(fc.nat(), oddValue), { minLength: 1, maxLength: 3 }))
  .map(([output, changes]): unknown => {
    const copy: unknown = structuredClone(output);
    const places = placesIn(copy);
    for (const [at, value] of changes) {
      const { owner, key } = places[at % places.length]!;
      owner[key] = value;
    }
    return copy;
  });

/** The same with each number as far out as it may be. */
const extremes = fc.constantFrom(
  0,
  -0,
  1,
  -1,
  0.5,
  5e-324,
  -5e-324,
  1e-300,
  1e200,
  -1e200,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2 ** 53,
);
const strained = fc
  .tuple(fc.constantFrom(...exampleOutputs), fc.infiniteStream(extremes))
  .map(([output, stream]): unknown => {
    const copy: unknown = structuredClone(output);
    for (const { owner, key } of placesIn(copy)) if (typeof owner[key] === "number") owner[key] = stream.next().value;
    return copy;
  });

/** ... and with each text as markup. */
const marked = exampleOutputs.map((output): unknown => {
  const copy: unknown = structuredClone(output);
  for (const { owner, key } of placesIn(copy)) {
    const isWord = ["kind", "type", "of", "mark", "axis", "xScale", "yScale", "state", "level", "by", "tone"].includes(
      String(key),
    );
    if (typeof owner[key] === "string" && !isWord) owner[key] = evil;
  }
  return copy;
});

const run: RunSoFar = { planned: ["a", "b"], isPlanned: true, results: new Map() };

/** The first run of "a" has shown two outputs. */
const heard: RunsHeard = { shownBy: ({ cell, serial }) => (cell === "a" && serial === 1 ? 2 : null) };

/** What the page makes of a message: the HTML of all that it shows. */
function shownOf(message: unknown): string[] {
  const event = checkEvent(clone(message), run, heard, () => {});
  if (event?.type !== "outputs") return [];
  return event.patches.flatMap(({ output }) =>
    [{ width: 500, isLive: true }, {}].map((size) => renderOutput(output, size)),
  );
}

/** As it gets out of a worker; what cannot be cloned does not. */
function clone(message: unknown): unknown {
  try {
    return structuredClone(message);
  } catch {
    return null;
  }
}

const inEvent = (output: unknown) => ({ type: "outputs", cell: "a", serial: 1, patches: [{ index: 0, output }] });

describe("what a worker forges", () => {
  test("is drawn as data or not at all", () => {
    for (const records of [bent, strained, oddValue]) {
      fc.assert(
        fc.property(records, (record) => {
          for (const html of shownOf(inEvent(record))) expect(faultsIn(html)).toEqual([]);
        }),
        { numRuns: 600 },
      );
    }
  });

  test("stands in the page as the text that it is", () => {
    let shown = 0;
    for (const record of marked) {
      for (const html of shownOf(inEvent(record))) {
        expect(faultsIn(html)).toEqual([]);
        if (textIn(html).includes(evil)) shown++;
      }
    }
    expect(shown).toBeGreaterThan(exampleOutputs.length);
  });

  test("is told in the place of what cannot be drawn, once for each", () => {
    const message = inEvent({ kind: "value", value: { type: "numbers", name: "", values: ["<b>"], more: 0 } });
    expect(checkEvent(message, run, heard, () => {})).toEqual(
      inEvent({
        kind: "text",
        level: "warn",
        by: "notebook",
        text: 'Something that this cell showed cannot be drawn: value.values[0] should be a finite number, not "<b>".',
      }),
    );
  });

  test("as an event is one of the known ones, or nothing", () => {
    const types = [
      "restoring",
      "restored",
      "planned",
      "started",
      "preparing",
      "outputs",
      "models",
      "kept",
      "paused",
      "finished",
      "memory",
      "late-error",
      "crashed",
      "stopping",
      "settled",
      "living",
    ];
    const fields = [
      "cell",
      "isLiving",
      "cells",
      "printed",
      "what",
      "patches",
      "names",
      "name",
      "kept",
      "problem",
      "isPaused",
      "state",
      "error",
      "seconds",
      "memory",
      "stale",
      "dependents",
    ];
    const value = fc.oneof(oddValue, {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        "a",
        "b",
        ["a"],
        [],
        true,
        "done",
        "error",
        null,
        { tensors: 1, bytes: 2 },
        3,
      ),
    });
    const rest = fc.record(Object.fromEntries(fields.map((field) => [field, value])));
    const event = fc.tuple(fc.constantFrom(...types), rest).map(([type, given]) => ({ serial: 1, ...given, type }));
    const told: string[] = [];
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(event, oddValue), (message) => {
        const problems: string[] = [];
        const found = checkEvent(clone(message), run, heard, (problem) => problems.push(problem));
        if (found) seen.add(found.type);
        else expect(problems).toHaveLength(1);
        told.push(...problems);
      }),
      { numRuns: 1500 },
    );
    expect(seen.size).toBeGreaterThan(3);
    expect(told.every((problem) => problem.length < 400)).toBe(true);
  });
});

describe("what cannot be true of the run that was asked for is dropped", () => {
  const error = { name: "Error", message: "no", line: null, column: null, code: null };
  const text: Output = { kind: "text", text: "x", level: "log" };
  const ended = { ...run, results: new Map([["a", 1]]) };
  const finished: KernelEvent = { type: "finished", cell: "a", serial: 1, state: "error", error, seconds: 1 };
  const cases: [string, KernelEvent, RunSoFar | null, boolean][] = [
    ["a cell that was not asked for", { type: "started", cell: "z", serial: 2 }, run, false],
    ["a cell that was", { type: "started", cell: "b", serial: 2 }, run, true],
    ["a start without a run", { type: "started", cell: "a", serial: 2 }, null, false],
    ["an end", finished, run, true],
    ["a second end", finished, ended, false],
    ["a plan", { type: "planned", cells: ["a"], printed: [] }, { ...run, isPlanned: false }, true],
    ["a second plan", { type: "planned", cells: ["a"], printed: [] }, run, false],
    ["an error that comes late", { type: "late-error", cell: "z", serial: 1, error }, null, true],
  ];
  test.each(cases)("%s", (_, event, of, isTaken) => {
    expect(checkEvent(event, of, heard, () => {})).toEqual(isTaken ? event : null);
  });

  test("an output that comes before those above it, or that nobody can count to", () => {
    const patches = (...indices: number[]) => indices.map((index) => ({ index, output: text }));
    const taken = (serial: number, indices: number[]) => {
      const event = checkEvent(
        { type: "outputs", cell: "a", serial, patches: patches(...indices) },
        run,
        heard,
        () => {},
      );
      return event?.type === "outputs" ? event.patches.map(({ index }) => index) : null;
    };
    expect(taken(1, [0, 1, 2, 3])).toEqual([0, 1, 2, 3]);
    expect(taken(1, [5, 2, 4, 3, 1])).toEqual([2, 3, 1]);
    // How much another run has shown is not known: CellRuns does not hear it.
    expect(taken(2, [7])).toEqual([7]);
    for (const index of [-1, 0.5, 1e9, NaN, 301]) expect(taken(1, [index])).toBeNull();
  });
});

test("the schema throws nothing but a Misfit", () => {
  fc.assert(
    fc.property(fc.oneof(bent, oddValue), (record) => {
      try {
        read(outputSchema, record);
      } catch (error) {
        expect(error).toBeInstanceOf(Misfit);
      }
    }),
    { numRuns: 1000 },
  );
});
