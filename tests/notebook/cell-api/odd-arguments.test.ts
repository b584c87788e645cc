import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attentionMap } from "../../../src/notebook/cell-api/attention-map.ts";
import { outputFor } from "../../../src/notebook/cell-api/cell-api.ts";
import { barChart } from "../../../src/notebook/cell-api/bar-chart.ts";
import { heatMap } from "../../../src/notebook/cell-api/heat-map.ts";
import { lineChart } from "../../../src/notebook/cell-api/line-chart.ts";
import { checkProgress, checkRows } from "../../../src/notebook/cell-api/check-arguments.ts";
import { createInputs } from "../../../src/notebook/cell-api/inputs.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { outputSchema } from "../../../src/notebook/output/output-schema.ts";
import { ProgressTracker } from "../../../src/notebook/cell-api/progress.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { samples } from "../../../src/notebook/cell-api/samples.ts";
import { read } from "../../../src/notebook/base/schema.ts";
import { StopSignal } from "../../../src/notebook/base/stop.ts";
import { tabulate } from "../../../src/notebook/cell-api/tabulate.ts";
import { tokenStrip } from "../../../src/notebook/cell-api/token-strip.ts";
import { faultsIn } from "../output/read-html.ts";

fc.configureGlobal({ seed: 12 });

/** What a cell may hand to its API by mistake, in some place of what it should be. */
const odd: unknown[] = [
  ...["", "x".repeat(20_000), "<b>", "\ud800", NaN, Infinity, -1, 0, 1e308, 5e-324, 12n, null, undefined, true, false],
  ...[
    [],
    {},
    [1],
    ["a"],
    [[1]],
    [, 1],
    new Array(1e9),
    { text: 3 },
    new Map([[1, 2]]),
    new Set(["a"]),
    new Float32Array([1, NaN]),
    new DataView(new ArrayBuffer(2)),
  ],
  ...[
    () => 1,
    Symbol("s"),
    new Date(NaN),
    /a/,
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("get");
        },
      },
    ),
    {
      toString: () => {
        throw new Error("text");
      },
    },
  ],
];

interface Place {
  owner: Record<string | number, unknown>;
  key: string | number;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const owner = value as Place["owner"];
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...placesIn(owner[key])]);
}

/** Arguments with up to two parts put in the place of others. */
function bent(args: unknown[]): fc.Arbitrary<unknown[]> {
  return fc.array(fc.tuple(fc.nat(), fc.constantFrom(...odd)), { minLength: 1, maxLength: 2 }).map((changes) => {
    const copy = structuredClone(args);
    const places = placesIn(copy);
    for (const [at, value] of changes) {
      const { owner, key } = places[at % places.length]!;
      owner[key] = value;
    }
    return copy;
  });
}

type Draw = (...args: never[]) => Output;

function input(make: (api: ReturnType<typeof createInputs>) => unknown): Output {
  const shown: Output[] = [];
  const host = { show: (output: Output) => (shown.push(output), () => {}), values: {}, waitFor: null };
  make(createInputs(host, new StopSignal(() => {})));
  return shown[0]!;
}

const calls: Record<string, [Draw, unknown[]]> = {
  show: [outputFor, [[1, { a: "b", c: [2, new Map([["k", new Set([1])]])] }]]],
  table: [
    (rows, options: { caption?: string }) => tabulate(checkRows(rows), options.caption),
    [[{ a: 1, b: "x" }, { a: null }], { caption: "c" }],
  ],
  lineChart: [
    (spec) => ({ kind: "chart", chart: lineChart(spec) }),
    [
      {
        title: "t",
        x: "x",
        y: "y",
        y2: "z",
        xScale: "log",
        xDomain: [1, 9],
        yDomain: [0, 1],
        series: [
          {
            name: "a",
            points: [
              [1, 2, 1, 3],
              [2, null],
            ],
            axis: "right",
            dashed: true,
          },
          { name: "b", runs: [[[1, 1]], [[1, 3]]], spread: "sd" },
        ],
        lines: [{ y: 1, label: "l" }],
      },
    ],
  ],
  barChart: [
    (spec) => ({ kind: "chart", chart: barChart(spec) }),
    [{ title: "t", y: "y", bars: [{ name: "a", value: 1, group: "g", range: [0, 2] }], lines: [{ y: 1, label: "l" }] }],
  ],
  heatMap: [
    (spec) => ({ kind: "chart", chart: heatMap(spec) }),
    [{ title: "t", x: "x", y: "y", label: "l", rows: ["r"], columns: ["c", 2], values: [[1, 2]], domain: [0, 1] }],
  ],
  tokenStrip: [
    tokenStrip,
    [
      {
        title: "t",
        label: "l",
        domain: [-1, 1],
        rows: [{ name: "n", note: "o", query: ["q"], tokens: ["a"], values: [1] }],
      },
    ],
  ],
  attentionMap: [attentionMap, [{ title: "t", tokens: ["a"], weights: [{ name: "1", weights: [[1]] }] }]],
  samples: [
    samples,
    [
      {
        title: "t",
        prompts: ["p"],
        answers: { SFT: ["a"], PPO: [{ text: "b", score: 1, badges: ["x", { text: "y", tone: "bad" }] }] },
      },
    ],
  ],
  slider: [
    (name, options) => input((api) => api.slider(name, options)),
    ["beta", { min: 0, max: 1, step: 0.1, value: 0.5, label: "l", unit: "u" }],
  ],
  select: [
    (name, options, settings) => input((api) => api.select(name, options, settings)),
    ["model", ["SFT", 2], { value: 2, label: "l" }],
  ],
  textInput: [
    (name, options) => input((api) => api.textInput(name, options)),
    ["prompt", { value: "v", label: "l", placeholder: "p", rows: 3 }],
  ],
  seedInput: [(name, options) => input((api) => api.seedInput(name, options)), ["seed", { value: 3, label: "l" }]],
  ranking: [
    (name, options) => input((api) => api.ranking(name, options)),
    ["r", { prompt: "p", answers: ["a", "b"], order: [1, 0] }],
  ],
  progress: [
    (record: Record<string, unknown>, options: { label?: string; plot?: string[] }) => {
      checkProgress(record, options.plot);
      const tracker = new ProgressTracker(options);
      for (const now of [1, 30]) tracker.update(record, now);
      return tracker.output();
    },
    [
      { step: 1, steps: 3, loss: 0.5, note: "n" },
      { label: "l", plot: ["loss"] },
    ],
  ],
};

describe("what a call is given by mistake is refused, or makes an output that the page takes", () => {
  test.each(Object.entries(calls))("%s", (_, [draw, args]) => {
    fc.assert(
      fc.property(bent(args), (given) => {
        let output: Output;
        try {
          output = draw(...(given as never[]));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        expect(faultsIn(renderOutput(read(outputSchema, structuredClone(output)), { isLive: true }))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
