import { expect, test } from "vitest";
import { differences } from "../../../src/notebook/output/compare-outputs.ts";
import type { Output, ProgressOutput, TableOutput } from "../../../src/notebook/output/output.ts";

const table: TableOutput = {
  kind: "table",
  columns: ["model", "gold"],
  rows: [
    ["SFT", 3.1],
    ["PPO", 4.2],
  ],
  more: 0,
};
const training: ProgressOutput = {
  kind: "progress",
  step: 20,
  steps: 20,
  latest: [{ name: "loss", value: 0.41 }],
  charts: [
    {
      kind: "line",
      x: "step",
      y: "loss",
      series: [
        {
          name: "loss",
          points: [
            [1, 0.5],
            [20, 0.41],
          ],
        },
      ],
    },
  ],
  timing: { seconds: 3, stepsPerSecond: 7, secondsLeft: 0 },
};
const copy = <T>(value: T): T => structuredClone(value);

test("the same is the same, however long it took", () => {
  const later = { ...copy(training), timing: { seconds: 99, stepsPerSecond: null, secondsLeft: null } };
  expect(differences([table, later], [copy(table), training])).toEqual([]);
});

test("what the notebook says of itself is no part of it, wherever it stands", () => {
  const note: Output = { kind: "text", text: "The second worker does not answer.", level: "warn", by: "notebook" };
  expect(differences([note, table, copy(note)], [table])).toEqual([]);
  const warning: Output = { kind: "text", text: note.text, level: "warn" };
  expect(differences([table, warning], [table])).toHaveLength(1);
});

test("the last bits of Math.exp and Math.log are the engine's own", () => {
  const other = copy(table);
  other.rows[1]![1] = 4.2 + 2 ** -50;
  expect(differences([other], [table])).toEqual([]);
});

test("a small difference is one, and it is said where", () => {
  const other = copy(table);
  other.rows[1]![1] = 4.2 + 1e-9;
  expect(differences([other], [table])).toEqual(["Output 1, row 2, gold: 4.2, printed 4.2."]);
  const trained = copy(training);
  trained.latest[0]!.value = 0.4;
  expect(differences([trained], [training])).toEqual(["Output 1, step 20, loss: 0.4, printed 0.41."]);
  trained.latest[0]!.value = 0.41;
  trained.charts[0]!.series[0]!.points[0]![1] = 0.6;
  expect(differences([trained], [training])).toEqual(["Output 1, its curve: 0.6, printed 0.5."]);
});

test("so is an output more or less, or of another kind", () => {
  const text: Output = { kind: "text", text: "hello", level: "log" };
  expect(differences([table], [table, text])).toEqual(["one output, where the book has 2 outputs."]);
  expect(differences([], [table])).toEqual(["no outputs, where the book has one output."]);
  expect(differences([text], [table])[0]).toMatch(/^Output 1, a table: /);
});

test("what JSON does not tell apart is no difference", () => {
  const value = (text: unknown) => ({ ...table, caption: text }) as TableOutput;
  expect(differences([value(undefined)], [table])).toEqual([]);
  expect(differences([{ ...table, rows: [["a", -0]] }], [{ ...table, rows: [["a", 0]] }])).toEqual([]);
});
