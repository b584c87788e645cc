import { describe, expect, test } from "vitest";
import { chartSvg } from "../../../src/notebook/output/chart.ts";
import { describeChart } from "../../../src/notebook/output/describe-chart.ts";
import {
  formatBytes,
  formatColumn,
  formatDuration,
  formatNumber,
  spaced,
} from "../../../src/notebook/output/format.ts";
import type { ChartSpec, LineChart } from "../../../src/notebook/output/chart-spec.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { runningMean } from "../../../src/notebook/output/running-mean.ts";
import { spreadLabels } from "../../../src/notebook/output/spread-labels.ts";

const loss: ChartSpec = {
  kind: "line",
  title: "Loss",
  x: "step",
  y: "loss",
  series: [
    {
      name: "train",
      points: [
        [1, 4],
        [2, null],
        [3, 2],
      ],
    },
    {
      name: "held out",
      points: [
        [1, 4.1],
        [3, 2.05],
      ],
    },
  ],
};

describe("bars on a phone", () => {
  const names = ["text-davinci-002", "text-davinci-003", "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613"];
  const drawn = (bars: { name: string; value: number; group?: string }[]) =>
    chartSvg({ kind: "bar", y: "days", bars }, { width: 330 });
  const namesIn = (svg: string) => [
    ...svg.matchAll(/class="chart-tick" x="[^"]*" y="([^"]*)" text-anchor="middle">([^<]*)</g),
  ];

  test("keep their names whole, in two rows by turns", () => {
    const shown = namesIn(drawn(names.map((name, value) => ({ name, value }))));
    expect(shown.map(([, , name]) => name)).toEqual(names);
    const rows = shown.map(([, y]) => Number(y));
    expect([rows[0] === rows[2], rows[1] === rows[3], rows[1]! - rows[0]!]).toEqual([true, true, 14]);
  });

  test("keep different names where these are too long even so", () => {
    const shown = namesIn(drawn(names.map((name, value) => ({ name: `a model called ${name}`, value })))).map(
      ([, , name]) => name,
    );
    expect(shown.every((name) => name!.includes("…"))).toBe(true);
    expect(new Set(shown).size).toBe(4);
  });

  test("have their values in front of a line across them", () => {
    const bars = [
      { name: "SFT", value: 0.47 },
      { name: "PPO", value: 0.7 },
    ];
    const svg = chartSvg(
      { kind: "bar", y: "wins", bars, lines: [{ axis: "y", at: 0.5, label: "half" }] },
      { width: 330 },
    );
    const places = ["chart-bar", "chart-reference", "chart-value"].map((name) => svg.lastIndexOf(`class="${name}`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
  });

  test("have their values where all of them have room, after all boxes", () => {
    const values = (svg: string) => [...svg.matchAll(/class="chart-value"[^>]*>([^<]*)</g)].map(([, value]) => value);
    const inGroups = (value: number) =>
      names.slice(0, 2).flatMap((name) => ["a", "b", "c"].map((group) => ({ name, group, value })));
    expect(new Set(values(drawn(inGroups(2 / 3))))).toEqual(new Set(["0.67"]));
    expect(values(drawn([...inGroups(2 / 3), { name: "x", group: "a", value: 123456 }]))).toEqual([]);
    const svg = drawn(inGroups(0.5));
    expect(svg.indexOf("chart-value")).toBeGreaterThan(svg.lastIndexOf("chart-bar"));
  });
});

describe("nothing a cell shows is markup", () => {
  const evil = `<img src=x onerror="alert(1)">&'`;
  const outputs: Output[] = [
    { kind: "text", text: evil, level: "log", label: evil },
    { kind: "value", value: { type: "leaf", of: "string", text: evil } },
    {
      kind: "value",
      value: {
        type: "record",
        name: evil,
        entries: [[evil, { type: "leaf", of: "other", text: evil.repeat(9) }]],
        more: 0,
      },
    },
    { kind: "value", value: { type: "tensor", shape: [1], dtype: evil, preview: evil } },
    { kind: "table", columns: [evil], rows: [[evil]], more: 0, caption: evil },
    { kind: "chart", chart: { kind: "bar", title: evil, y: evil, bars: [{ name: evil, value: 1 }] } },
    { kind: "chart", chart: { ...loss, title: evil, x: evil, y: evil, series: [{ name: evil, points: [[1, 1]] }] } },
    {
      kind: "progress",
      label: evil,
      step: 1,
      steps: 2,
      latest: [{ name: evil, value: evil }],
      charts: [],
      timing: { seconds: 1, stepsPerSecond: 1, secondsLeft: 1 },
    },
    {
      kind: "error",
      error: {
        name: evil,
        message: evil,
        line: 1,
        column: 2,
        code: evil,
        hint: evil,
        origin: { cell: evil, line: 1, column: 1 },
      },
    },
  ];
  for (const output of outputs) {
    test(output.kind, () => {
      const html = renderOutput(output);
      expect(html).not.toMatch(/<img|onerror="/);
      expect(html).toContain("&#60;img");
    });
  }
});

describe("errors", () => {
  test("message first, then the place, then the line with a caret", () => {
    const html = renderOutput({
      kind: "error",
      error: { name: "TypeError", message: "no", line: 12, column: 7, code: "\tconst x = y;", hint: "do this" },
    });
    const plain = html.replace(/<\/p>/g, "\n").replace(/<[^>]+>/g, "");
    expect(plain).toBe("TypeError no\nline 12, column 7\n12 | \tconst x = y;\n   | \t     ^do this\n");
  });
});

test("an error's causes stand below it", () => {
  const error = {
    name: "Error",
    message: "no",
    line: null,
    column: null,
    code: null,
    causes: ["TypeError: <b> (line 2)"],
  };
  expect(renderOutput({ kind: "error", error })).toContain("caused by TypeError: &#60;b&#62; (line 2)</p>");
});

describe("tables", () => {
  test("numbers of a column line up", () => {
    const html = renderOutput({
      kind: "table",
      columns: ["winRate", "n"],
      rows: [
        [0.5, 12000],
        [-0.25, 3],
        [null, 4],
      ],
      more: 2,
    });
    expect(html).toContain('<th scope="col" class="number">win rate</th>');
    expect(html).toContain(
      '<td class="number" data-value="0.5">0.5000</td><td class="number" data-value="12000">12,000</td>',
    );
    expect(html).toContain('<td class="number" data-value="-0.25">−0.2500</td>');
    expect(html).toContain("2 more rows are not shown.");
  });
});

describe("numbers and durations", () => {
  test("are short and exact enough", () => {
    const shown = [0, 1, -3, 1.23456, 0.000321, 12345, 123456.7, 1e-9, 3.2e12, 0.1 + 0.2].map((value) =>
      formatNumber(value),
    );
    expect(shown).toEqual(["0", "1", "−3", "1.235", "0.000321", "12,345", "123,457", "1e−9", "3.2e12", "0.3"]);
    expect([0, 512, 3140, 889_000, 12_345_678, 2e9].map(formatBytes)).toEqual([
      "0 B",
      "512 B",
      "3.1 kB",
      "889 kB",
      "12 MB",
      "2 GB",
    ]);
    expect([0.004, 0.5, 12.4, 75, 3700].map(formatDuration)).toEqual([
      "4 ms",
      "0.5 s",
      "12 s",
      "1 min 15 s",
      "1 h 1 min",
    ]);
    expect(["learningRate", "vfLoss", "InstructGPT", "win rate"].map(spaced)).toEqual([
      "learning rate",
      "vf loss",
      "InstructGPT",
      "win rate",
    ]);
    expect(formatColumn([1, "a"])).toBeNull();
    expect(formatColumn([0, 1e-9, -4.4e-8, null])).toEqual(["0", "1e−9", "−4.4e−8", ""]);
  });
});

describe("charts", () => {
  const timing = { seconds: 1, stepsPerSecond: 1, secondsLeft: 0 };
  const attributes = (svg: string) =>
    [...svg.matchAll(/ (?:x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"]*)"/g)].map((m) => Number(m[1]));

  test("have axes, names, direct labels and a description", () => {
    const svg = chartSvg(loss, { width: 600 });
    for (const part of ["Loss", ">step<", ">loss<", ">train 2<", ">held out 2.05<"]) expect(svg).toContain(part);
    expect(svg.match(/chart-stroke-/g)).toHaveLength(2);
    expect(svg).toContain('role="img"');
    expect(describeChart(loss)).toBe(
      "Loss. Line chart of loss by step. train: from 4 at 1 to 2 at 3, lowest 2, highest 4. " +
        "held out: from 4.1 at 1 to 2.05 at 3, lowest 2.05, highest 4.1.",
    );
  });

  test("a gap is a gap", () => {
    expect(chartSvg(loss).match(/<path[^>]* d="([^"]*)"/)![1]).toMatch(/^M[^L]*M/);
  });

  const odd: Record<string, ChartSpec> = {
    "no series": { ...loss, series: [] },
    "no points": { ...loss, series: [{ name: "a", points: [] }] },
    "only gaps": { ...loss, series: [{ name: "a", points: [[1, null]] }] },
    "one point": { ...loss, series: [{ name: "a", points: [[5, 5]] }] },
    "a flat line at zero": {
      ...loss,
      series: [
        {
          name: "a",
          points: [
            [1, 0],
            [2, 0],
          ],
        },
      ],
    },
    "huge numbers": {
      ...loss,
      series: [
        {
          name: "a",
          points: [
            [1, 1e30],
            [2, -1e30],
          ],
        },
      ],
    },
    "many series": {
      ...loss,
      series: Array.from({ length: 30 }, (_, i) => ({
        name: `a long name ${i}`,
        points: [
          [1, i],
          [2, i],
        ],
      })),
    },
    "no bars": { kind: "bar", y: "", bars: [] },
    "bars down": {
      kind: "bar",
      y: "kl",
      bars: [
        { name: "a", value: -1 },
        { name: "b", value: null },
        { name: "a", value: 2 },
      ],
    },
    "bars of zero": { kind: "bar", y: "", bars: [{ name: "a", value: 0 }] },
  };
  for (const [name, spec] of Object.entries(odd)) {
    test(`of ${name} stay within the picture`, () => {
      for (const width of [220, 320, 640]) {
        const svg = chartSvg(spec, { width });
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(Math.max(...attributes(svg))).toBeLessThanOrEqual(width);
        expect(Math.min(...attributes(svg))).toBeGreaterThanOrEqual(0);
      }
    });
  }

  const noisy = (count: number, steps: number): LineChart => ({
    kind: "line",
    x: "step",
    y: "loss",
    xDomain: [1, steps],
    series: [{ name: "loss", points: Array.from({ length: count }, (_, i) => [i + 1, 2 + (i % 2 ? 1 : -1)]) }],
  });

  test("of training show the points faint, and their running mean with its value", () => {
    const chart = noisy(200, 200);
    const before = structuredClone(chart);
    const html = renderOutput({
      kind: "progress",
      step: 200,
      steps: 200,
      latest: [{ name: "loss", value: 3 }],
      charts: [chart],
      timing,
    });
    expect(html.match(/<path class="chart-raw[^>]*d="([^"]*)"/)![1]!.match(/M/g)).toHaveLength(200);
    const heights = [...html.match(/<path class="chart-line[^>]*d="([^"]*)"/)![1]!.matchAll(/,([\d.]+)/g)].map((m) =>
      Number(m[1]),
    );
    const dots = [...html.match(/<path class="chart-raw[^>]*d="([^"]*)"/)![1]!.matchAll(/,([\d.]+)/g)].map((m) =>
      Number(m[1]),
    );
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
    expect(spread(heights.slice(20))).toBeLessThan(spread(dots) / 4);
    expect(html).toContain("<dd>3</dd>");
    expect(Number(html.match(/class="chart-label[^>]*>([\d.]+)</)![1])).toBeCloseTo(2, 0);
    expect(html).toContain("running mean");
    expect(chart).toEqual(before);
  });

  test("of training bear the names that their numbers have", () => {
    const chart: LineChart = {
      kind: "line",
      x: "step",
      y: "ptxLoss",
      series: [
        {
          name: "ptxLoss",
          points: [
            [1, 2],
            [2, 1],
          ],
        },
      ],
    };
    const html = renderOutput({
      kind: "progress",
      step: 2,
      steps: 2,
      latest: [{ name: "ptxLoss", value: 1 }],
      charts: [chart],
      timing,
    });
    expect(html).not.toContain("ptxLoss");
    expect(html.match(/ptx loss/g)!.length).toBeGreaterThan(1);
  });

  test("that a cell draws itself are not smoothed", () => {
    const html = renderOutput({ kind: "chart", chart: noisy(200, 200) });
    expect(html).not.toContain("chart-raw");
    expect(html).toMatch(/class="chart-label[^>]*>3</);
  });

  test("the running mean is of the points around, with the beginning kept and gaps left", () => {
    const means = runningMean(
      [
        [1, 10],
        [2, 4],
        [3, null],
        [4, 2],
        [5, 6],
      ],
      20,
    );
    expect(means).toEqual([
      [1, 10],
      [2, 7],
      [3, null],
      [4, 4],
      [5, 4],
    ]);
    const falling = Array.from({ length: 200 }, (_, i): [number, number] => [i + 1, 9 - i / 50]);
    runningMean(falling, 200)
      .slice(0, 150)
      .forEach(([, y], i) => expect(y).toBeCloseTo(falling[i]![1], 9));
    expect(
      runningMean(
        [
          [1, 1],
          [2, 9],
          [3, 1],
        ],
        10,
      ).map(([, y]) => y),
    ).toEqual([1, 9, 1]);
    expect(runningMean([], 0)).toEqual([]);
    const few = renderOutput({ kind: "progress", step: 15, steps: 15, latest: [], charts: [noisy(15, 15)], timing });
    expect(few).not.toMatch(/chart-raw|running mean/i);
  });

  test("a line that ends on the floor has its label above the axis", () => {
    for (const ends of [[0], [0, 0.001, 0.002], [1, 0]]) {
      const series = ends.map((end, index) => ({
        name: `s${index}`,
        points: [
          [0, 1],
          [5, end],
        ] as [number, number][],
      }));
      const svg = chartSvg({ kind: "line", x: "", y: "", xDomain: [0, 10], series }, { width: 400 });
      const axis = Number(/class="chart-axis"[^>]*y1="([\d.]+)"/.exec(svg)![1]);
      const places = [...svg.matchAll(/class="chart-label[^>]*y="([\d.]+)"/g)]
        .map(([, y]) => Number(y))
        .sort((a, b) => a - b);
      expect(places).toHaveLength(ends.length);
      expect(Math.max(...places)).toBeLessThanOrEqual(axis - 8);
      places.slice(1).forEach((at, index) => expect(at - places[index]!).toBeGreaterThanOrEqual(14.9));
    }
  });

  test("names of lines to compare with do not cover each other", () => {
    const lines = [0.4, 0.41, 0.42].flatMap((at) => [
      { axis: "x" as const, at, label: "a limit" },
      { axis: "y" as const, at, label: "chance" },
    ]);
    const svg = chartSvg(
      {
        kind: "line",
        x: "",
        y: "",
        series: [
          {
            name: "a",
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
        lines,
      },
      { width: 400 },
    );
    for (const label of ["a limit", "chance"]) {
      const places = [...svg.matchAll(/class="chart-note"[^>]* y="([\d.]+)"[^>]*>([^<]*)</g)].filter(
        ([, , text]) => text === label,
      );
      const rows = places.map(([, y]) => Number(y)).sort((a, b) => a - b);
      expect(rows).toHaveLength(3);
      rows.slice(1).forEach((at, index) => expect(at - rows[index]!).toBeGreaterThanOrEqual(14.9));
    }
  });

  test("labels do not cover each other", () => {
    const placed = spreadLabels([50, 50, 52, 200, 198], 15, 10, 205).sort((a, b) => a - b);
    placed.slice(1).forEach((at, index) => expect(at - placed[index]!).toBeGreaterThanOrEqual(15));
    expect(placed.at(-1)).toBeLessThanOrEqual(205);
  });
});
