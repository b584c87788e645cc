/** An output of every kind, as the cell API makes it. */
import { attentionMap } from "../../../src/notebook/cell-api/attention-map.ts";
import { outputFor } from "../../../src/notebook/cell-api/cell-api.ts";
import { barChart } from "../../../src/notebook/cell-api/bar-chart.ts";
import { heatMap } from "../../../src/notebook/cell-api/heat-map.ts";
import { lineChart } from "../../../src/notebook/cell-api/line-chart.ts";
import { checkAnswer } from "../../../src/notebook/cell-api/check-answer.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { ProgressTracker } from "../../../src/notebook/cell-api/progress.ts";
import { samples } from "../../../src/notebook/cell-api/samples.ts";
import { tabulate } from "../../../src/notebook/cell-api/tabulate.ts";
import { tokenStrip } from "../../../src/notebook/cell-api/token-strip.ts";

function training(): Output {
  const tracker = new ProgressTracker({ plot: ["loss", "klCoef"], label: "SFT" });
  for (let step = 1; step <= 60; step++)
    tracker.update({ step, steps: 200, loss: 3 / step + (step % 2), klCoef: 0.1, note: "warm" }, 30 * step);
  return tracker.output();
}

const tensor = { shape: [2, 2], dtype: "float32", dataSync: () => [1, 2, 3, 4.5] };

export const exampleOutputs: Output[] = [
  { kind: "text", text: "a line", level: "log", label: "said" },
  { kind: "text", text: "a note", level: "warn", by: "notebook" },
  ...[
    1,
    "  ",
    [1, [2, { a: "b".repeat(90) }]],
    Array.from({ length: 300 }, (_, i) => i),
    new Map([["a", 1]]),
    new Set(["x"]),
    tensor,
    { t: tensor },
  ].map((value): Output => outputFor(value, "it")),
  tabulate(
    [
      { step: 1, loss: 0.5, name: "a", isBest: true },
      { step: 20_000, loss: null },
    ],
    "a table",
  ),
  {
    kind: "chart",
    chart: lineChart({
      ...{ title: "Loss", x: "step", y: "loss", y2: "KL", xScale: "log" },
      series: [
        {
          name: "a",
          points: [
            [1, 2, 1, 3],
            [10, null],
            [100, 4],
          ],
        },
        {
          name: "b",
          axis: "right",
          dashed: true,
          points: [
            [1, 5],
            [9, 8],
          ],
        },
        {
          name: "c",
          mark: "dots",
          runs: [
            [
              [2, 2],
              [3, 3],
            ],
            [[2, 4]],
          ],
        },
      ],
      lines: [
        { y: 2.5, label: "limit" },
        { x: 5, label: "end" },
      ],
    }),
  },
  {
    kind: "chart",
    chart: lineChart({
      yScale: "log",
      yDomain: [0.1, 100],
      xDomain: [0, 50],
      series: [
        {
          name: "a",
          points: [
            [0, 1],
            [9, 50],
          ],
        },
      ],
    }),
  },
  {
    kind: "chart",
    chart: barChart({
      title: "Wins",
      y: "share",
      bars: [
        { name: "a", value: 3, range: [2, 5] },
        { name: "b", value: -2 },
      ],
      lines: [{ y: 1, label: "half" }],
    }),
  },
  {
    kind: "chart",
    chart: barChart({
      bars: [
        { name: "a", group: "g", value: 1 },
        { name: "a", group: "h", value: null },
      ],
    }),
  },
  {
    kind: "chart",
    chart: heatMap({
      title: "Map",
      x: "to",
      y: "from",
      label: "share",
      rows: ["r", "s"],
      columns: ["c", "d"],
      values: [
        [1, -2],
        [NaN, 0],
      ],
    }),
  },
  training(),
  tokenStrip({
    title: "Text",
    label: "logprob",
    rows: [{ name: "PPO", note: "score 1", query: ["name", "a"], tokens: ["a", "robin"], values: [-1, null] }],
  }),
  attentionMap({
    title: "Looks",
    tokens: ["a", "robin"],
    weights: [
      {
        name: "1",
        weights: [
          [1, 0],
          [0.3, 0.7],
        ],
      },
    ],
  }),
  samples({
    title: "Answers",
    prompts: ["name a bird"],
    answers: {
      SFT: [null],
      PPO: [{ text: "a robin", score: 1.2, badges: [{ text: "polite", tone: "good" }] }],
      GRPO: [{ text: "an owl", score: 1 }],
    },
  }),
  {
    kind: "input",
    input: { type: "slider", key: "beta", label: "beta", min: 0, max: 1, step: 0.1, initial: 0.5, unit: "nats" },
    value: 0.7,
  },
  {
    kind: "input",
    input: { type: "select", key: "model", label: "model", options: ["SFT", "PPO"], initial: "SFT" },
    value: "PPO",
  },
  {
    kind: "input",
    input: { type: "text", key: "prompt", label: "prompt", initial: "hello", rows: 3, placeholder: "a text" },
    value: "bye",
  },
  { kind: "input", input: { type: "text", key: "line", label: "line", initial: "", rows: 1 }, value: "" },
  { kind: "input", input: { type: "seed", key: "seed", label: "seed", initial: 1 }, value: 2 },
  {
    kind: "input",
    input: {
      type: "ranking",
      key: "r:1",
      label: "r",
      prompt: "name a bird",
      answers: ["a", "b"],
      initial: [0, 1],
      asks: true,
      awaits: true,
    },
    value: [1, 0],
  },
  checkAnswer("the mean", 2, 3, { hint: "add them" }),
  {
    kind: "error",
    error: {
      name: "TypeError",
      message: "no",
      line: 3,
      column: 7,
      code: "\tconst x = y;",
      hint: "do this",
      origin: { cell: "a", line: 1, column: 2 },
      causes: ["RangeError: 3"],
    },
  },
];
