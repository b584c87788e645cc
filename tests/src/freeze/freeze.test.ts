import { describe, expect, test } from "vitest";
import { chaptersMeant, readCell } from "../../../src/freeze/chapter-cells.ts";
import { formatOutputs, withoutTiming } from "../../../src/freeze/outputs-file.ts";
import { storedValues } from "../../../src/freeze/stored-values.ts";
import type { FrozenChapter } from "../../../src/book/frozen.ts";
import type { ProgressOutput } from "../../../src/notebook/output/output.ts";

const progress: ProgressOutput = {
  kind: "progress",
  step: 2,
  steps: 2,
  latest: [{ name: "loss", value: 1 }],
  charts: [],
  timing: { seconds: 3.2, stepsPerSecond: 0.6, secondsLeft: 0 },
};

describe("which chapters are meant", () => {
  const folders = ["02-chatgpt-and-instructgpt", "05-ppo", "08-after-2022"];

  test.each([
    ["02", ["02-chatgpt-and-instructgpt"]],
    ["2", ["02-chatgpt-and-instructgpt"]],
    ["8", ["08-after-2022"]],
    ["ppo", ["05-ppo"]],
    ["02-chat", ["02-chatgpt-and-instructgpt"]],
    ["after-2022", ["08-after-2022"]],
    ["", folders],
  ])("%j", (wish, meant) => {
    expect(chaptersMeant(folders, wish)).toEqual(meant);
  });

  test.each(["22", "2022", "dpo"])("%j is none", (wish) => {
    expect(() => chaptersMeant(folders, wish)).toThrow(`No chapter is named "${wish}". There are: 02-`);
  });
});

test("what is frozen says nothing of the machine", () => {
  expect(withoutTiming(progress)).toMatchObject({ step: 2, timing: { seconds: 0, stepsPerSecond: null } });
});

test("a file says what it is given", () => {
  const key = { code: "a", core: "b", notebook: "c", runtime: "none", files: {} };
  const frozen: FrozenChapter = {
    cells: {
      one: {
        key,
        values: { a: [1, "x"], "b c": null },
        seconds: 0.2,
        outputs: [progress, { kind: "text", text: "</script>", level: "log" }],
      },
      two: {
        key,
        values: {},
        kept: { values: { model: { $: "record", entries: [["w", 1]] } } },
        seconds: 12,
        outputs: [],
      },
    },
  };
  expect(JSON.parse(formatOutputs(frozen))).toEqual(frozen);
});

describe("values for the prose", () => {
  test("are short plain data", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const values = {
      number: 1,
      text: "x",
      rows: [{ a: 1, b: null }],
      nan: NaN,
      infinite: [Infinity],
      none: undefined,
      run: () => 1,
      date: new Date(0),
      map: new Map(),
      typed: new Float32Array(2),
      long: "x".repeat(5000),
      many: Array.from({ length: 3000 }, () => 1),
      circle,
      tensor: new (class Tensor {})(),
    };
    expect(storedValues(new Map(Object.entries(values)))).toEqual({ number: 1, text: "x", rows: [{ a: 1, b: null }] });
  });
});

test("a cell that cannot be read is told with its chapter, line, column and remedy", () => {
  const cell = { id: "loss", code: "const a = 1;\n\nenum Stage { Sft }\n", line: 40, isKept: false, isTraced: false };
  expect(() => readCell("04-ppo", cell)).toThrow(
    'chapters/04-ppo/index.mdx(42,6): cell "loss": An enum is more than a type, so a cell cannot run it. Write `const',
  );
});
