import { describe, expect, test } from "vitest";
import { measuredChart } from "../../../src/book/measured-chart.ts";
import { measuredTable } from "../../../src/book/measured-table.ts";

const rows = [
  { seed: 1, arm: "a", step: 0, kl: 0, gold: 2, correct: 0.5 },
  { seed: 2, arm: "a", step: 0, kl: 0, gold: 4, correct: 0.7 },
  { seed: 1, arm: "a", step: 5, kl: 3, gold: 6, correct: 0.5 },
  { seed: 2, arm: "a", step: 5, kl: 5, gold: 6, correct: 0.7 },
  { seed: 1, arm: "b", step: 5, gold: 1, correct: 0.5 },
];
const experiment = { name: "x", command: "", rows };

describe("a measured table", () => {
  test("has a row for each choice, and says over how many seeds", () => {
    const table = measuredTable(experiment, {
      head: "arm",
      where: { step: 5 },
      rows: { first: { arm: "a" }, second: { arm: "b" } },
      given: { paper: { first: "85 %" } },
      columns: { gold: "gold", right: { field: "correct", percent: true }, KL: { field: "kl", digits: 1 } },
    });
    expect(table.columns).toEqual(["arm", "paper", "gold", "right", "KL"]);
    const texts = table.rows.map(({ name, cells }) => [
      name,
      ...cells.map(({ text }) => text.replaceAll("\u00a0", " ")),
    ]);
    expect(texts).toEqual([
      ["first", "85 %", "6", "60 ± 14 %", "4.0 ± 1.4"],
      ["second", "–", "1", "50 %", "–"],
    ]);
    expect(table.rows[0]!.cells[2]!.title).toBe("seed 1: 50.00\u00a0%, seed 2: 70.00\u00a0%");
    expect(table.note).toBe(
      "Mean ± standard deviation over 2 seeds; a number without ± has one seed, or is the same on all.",
    );
  });

  test("shows no spread where all seeds have the same, however their mean rounds", () => {
    const same = [1, 2, 3].map((seed) => ({ seed, arm: "a", kl: 1.8351 }));
    const table = measuredTable(
      { name: "x", command: "", rows: same },
      { head: "arm", by: "arm", columns: { KL: "kl" } },
    );
    expect(table.rows[0]!.cells[0]!.text).toBe("1.84");
  });

  test("lists what the file has, after what was asked for by name", () => {
    const table = measuredTable(experiment, {
      where: { step: 5 },
      rows: { before: { arm: "a", step: 0 } },
      by: "arm",
      columns: { gold: "gold", start: { field: "gold", where: { arm: "a", step: 0 } } },
    });
    expect(table.rows.map(({ name }) => name)).toEqual(["before", "a", "b"]);
    expect(table.rows.map(({ cells }) => cells[1]!.text.slice(0, 1))).toEqual(["3", "3", "3"]);
  });

  test.each([
    [{ columns: { gold: "gold" } }, '"rows", or "by"'],
    [{ rows: { a: { arm: "c" } }, columns: { gold: "gold" } }, "no row with"],
    [{ rows: { a: { arm: "a" } }, columns: { gold: "gold" } }, "several rows of seed 1"],
    [{ by: "arm", where: { step: 5 }, columns: { gold: "golden" } }, 'no number "golden"'],
    [{ by: "arm", where: { step: 5 }, columns: { gold: "gold" }, given: { paper: { c: "1" } } }, 'a row "c"'],
  ])("refuses %j", (spec, why) => {
    expect(() => measuredTable(experiment, spec)).toThrow(why);
  });
});

describe("a measured chart", () => {
  const spec = { series: { one: { arm: "a" } }, at: "step", x: "kl", y: "gold" };

  test("draws the mean of the seeds where they are equally far, with their spread", () => {
    const [series] = measuredChart(experiment, { ...spec, root: true }).series;
    expect(series!.points).toEqual([
      [0, 3],
      [2, 6],
    ]);
    expect(series!.band![0]).toEqual([3 - Math.SQRT2, 3 + Math.SQRT2]);
    expect(series!.band![1]).toEqual([6, 6]);
  });

  test("goes back where the rows do, or from the left if asked", () => {
    const back = [
      { seed: 1, arm: "a", beta: 0.1, kl: 4, gold: 3 },
      { seed: 1, arm: "a", beta: 1, kl: 1, gold: 2 },
    ];
    const own = { series: { one: { arm: "a" } }, at: "beta", x: "kl", y: "gold" };
    const points = (leftToRight?: boolean) =>
      measuredChart({ ...experiment, rows: back }, { ...own, ...(leftToRight && { leftToRight }) }).series[0]!.points;
    expect(points()).toEqual([
      [4, 3],
      [1, 2],
    ]);
    expect(points(true)).toEqual([
      [1, 2],
      [4, 3],
    ]);
  });

  test("refuses what is not there", () => {
    expect(() => measuredChart(experiment, { ...spec, series: { one: { arm: "c" } } })).toThrow("no row with");
    expect(() => measuredChart(experiment, { ...spec, series: { one: { arm: "b" } } })).toThrow('"kl" is no number');
  });
});
