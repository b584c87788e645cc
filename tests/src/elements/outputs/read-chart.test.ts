import { expect, test } from "vitest";
import type { PictureReader } from "../../../../src/elements/outputs/picture-reader.ts";
import { readChart } from "../../../../src/elements/outputs/read-chart.ts";
import type { ChartSpec } from "../../../../src/notebook/output/chart-spec.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";

function read(chart: ChartSpec): PictureReader {
  document.body.innerHTML = `<div id="picture" style="width: 600px">${renderOutput({ kind: "chart", chart }, { width: 600, isLive: true })}</div>`;
  return readChart(chart, document.body);
}

const said = (reader: PictureReader) => Array.from({ length: reader.count }, (_, index) => reader.show(index));

/** What is found at a share of the drawing's width and height. */
function at(reader: PictureReader, x: number, y: number): number | null {
  const { left, top, width, height } = document.querySelector("svg.chart")!.getBoundingClientRect();
  return reader.find(new PointerEvent("pointermove", { clientX: left + x * width, clientY: top + y * height }));
}

test("lines are read at one x, all of them together", () => {
  const reader = read({
    ...{ kind: "line", x: "step", y: "loss" },
    series: [
      {
        name: "train",
        points: [
          [0, 2],
          [10, 1],
          [20, null],
        ],
        band: [[1.5, 2.5], null, null],
      },
      {
        name: "test",
        points: [
          [0, 3],
          [10, 2],
        ],
        axis: "right",
      },
    ],
  });
  expect(said(reader)).toEqual(["step 0: train 2 (1.5 to 2.5), test 3", "step 10: train 1, test 2"]);
  expect(document.querySelectorAll(".chart-ring")).toHaveLength(2);
  expect([at(reader, 0.15, 0.5), at(reader, 0.85, 0.5), at(reader, 0.5, 5)]).toEqual([0, 1, null]);
  expect([reader.show(null), document.querySelectorAll(".chart-ring").length]).toEqual(["", 0]);
});

test("dots are read one by one", () => {
  const reader = read({
    ...{ kind: "line", x: "", y: "reward" },
    series: [
      {
        name: "answers",
        points: [
          [2, 1],
          [1, 5],
        ],
        mark: "dots",
      },
    ],
  });
  expect(said(reader)).toEqual(["answers: x 1, reward 5", "answers: x 2, reward 1"]);
});

test("bars say their value and its range, or that there is none", () => {
  const reader = read({
    ...{ kind: "bar", y: "score" },
    bars: [
      { name: "fox", value: 2, range: [1, 3] },
      { name: "owl", group: "large", value: 4 },
    ],
  });
  expect(said(reader)).toEqual(["fox: 2 (1 to 3)", "owl, large: 4"]);
  expect(document.querySelectorAll("[data-active]")).toHaveLength(1);
});

test("fields say their row and column", () => {
  const reader = read({
    ...{ kind: "heat", x: "", y: "", label: "weight", columns: ["a", "b"], rows: ["c", "d"], domain: [0, 1] },
    values: [
      [0, 0.25],
      [1, null],
    ],
  });
  expect(said(reader)).toEqual(["c, a: weight 0", "c, b: weight 0.25", "d, a: weight 1", "d, b: weight none"]);
  reader.show(3);
  expect(document.querySelectorAll(".chart-frame")).toHaveLength(1);
});

test("a chart without points, or that is not shown, has nothing to read", () => {
  const empty = read({ kind: "line", x: "step", y: "loss", series: [] });
  expect([empty.count, at(empty, 0.5, 0.5)]).toEqual([0, null]);
  document.body.innerHTML = "";
  const gone = readChart({ kind: "bar", y: "", bars: [] }, document.body);
  expect([gone.count, gone.show(0)]).toEqual([0, ""]);
});
