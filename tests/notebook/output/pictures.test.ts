import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { attentionMap, type AttentionMapSpec } from "../../../src/notebook/cell-api/attention-map.ts";
import { chartSvg } from "../../../src/notebook/output/chart.ts";
import { barChart } from "../../../src/notebook/cell-api/bar-chart.ts";
import { heatMap } from "../../../src/notebook/cell-api/heat-map.ts";
import { lineChart } from "../../../src/notebook/cell-api/line-chart.ts";
import { dataTable, tableCsv } from "../../../src/notebook/output/data-table.ts";
import { describeChart } from "../../../src/notebook/output/describe-chart.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { describeAttention } from "../../../src/notebook/output/render-attention.ts";
import { describeTokens } from "../../../src/notebook/output/render-tokens.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { samples } from "../../../src/notebook/cell-api/samples.ts";
import { shareOf, colorDomain } from "../../../src/notebook/output/color-scale.ts";
import { tokenStrip } from "../../../src/notebook/cell-api/token-strip.ts";

const tensor = (shape: number[], data: number[]) => ({
  shape,
  dtype: "float32",
  dataSync: () => new Float32Array(data),
});

describe("tokens", () => {
  const strip = tokenStrip({
    query: ["name"],
    tokens: ["a", "robin", "."],
    values: new Float32Array([0.1, -2, NaN]),
    label: "advantage",
  });

  test("take lists and typed arrays; what is no number has no colour", () => {
    expect(strip.rows[0]!.values).toEqual([0.1, -2, null]);
    expect(strip.domain).toEqual([-2, 2]);
    const html = renderOutput(strip);
    expect(html).toContain('<span class="token token-low" data-at="1" style="--t:1.00">robin');
    expect(html).toContain('<span class="token" data-at="2">.</span>');
    expect(html).toContain('<span class="strip-query">name</span>');
    expect(JSON.parse(JSON.stringify(strip))).toEqual(strip);
  });

  test("have as many steps in the key as numbers can lie at", () => {
    const steps = (values: number[]) => {
      const html = String(renderOutput(tokenStrip({ tokens: values.map(String), values })));
      return [...html.matchAll(/<i class="token-(low|high)" style="--t:([\d.]+)">/g)].map(
        ([, side, t]) => `${side} ${t}`,
      );
    };
    expect(steps([0, 1, 1])).toEqual(["high 0", "high 1"]);
    expect(steps([-2, 2])).toEqual(["low 1", "high 1"]);
    expect(steps([0, 0.5, 1])).toHaveLength(5);
    expect(steps([-2, 0, 2])).toHaveLength(5);
  });

  test("have a summary and a table", () => {
    expect(describeTokens(strip)).toBe(
      "A text with the advantage of each token. Text 1: 3 tokens, mean −0.95, lowest −2 at “robin”, highest 0.1 at “a”.",
    );
    expect(dataTable(strip)).toMatchObject({
      columns: ["token", "advantage"],
      rows: [
        ["a", 0.1],
        ["robin", -2],
        [".", null],
      ],
    });
  });

  test("say what does not fit", () => {
    const wrong = (spec: unknown) => () => tokenStrip(spec as never);
    expect(wrong(null)).toThrow("tokenStrip needs tokens and values, as in tokenStrip({");
    expect(wrong({ tokens: ["a"], values: [1, 2] })).toThrow("1 tokens and 2 values do not fit");
    expect(wrong({ tokens: [1], values: [1] })).toThrow("a list of words");
    expect(wrong({ tokens: ["a"], values: "1" })).toThrow("a list of numbers");
    expect(wrong({ rows: [] })).toThrow("rows with tokens");
    expect(wrong({ tokens: ["a"], values: [1], domain: [1, 0] })).toThrow("two rising numbers");
  });

  test("of one sign are coloured from 0, of both evenly around it", () => {
    expect(colorDomain([-3, -1])).toEqual([-3, 0]);
    expect(colorDomain([2, 5])).toEqual([0, 5]);
    expect(colorDomain([-1, 4])).toEqual([-4, 4]);
    expect(colorDomain([])).toEqual([0, 1]);
    expect([-4, -2, 0, 2, 9].map((value) => shareOf(value, [-4, 4]))).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect([-3, -1.5, 0].map((value) => shareOf(value, [-3, 0]))).toEqual([-1, -0.5, 0]);
    expect([5, 7, 9].map((value) => shareOf(value, [5, 9]))).toEqual([0, 0.5, 1]);
  });

  test("stay readable on the fullest colour, light and dark", () => {
    const theme = readFileSync(new URL("../../../src/styles/theme.css", import.meta.url), "utf8");
    const css = readFileSync(new URL("../../../src/styles/outputs.css", import.meta.url), "utf8");
    const share = Number(css.match(/--tint-high\) calc\(var\(--t\) \* (\d+)%\)/)![1]) / 100;
    const pair = (name: string) => theme.match(new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`))!.slice(1);
    for (const series of ["series-1", "series-2"]) {
      [0, 1].forEach((at) => {
        const [ink, paper, tint] = ["ink", "paper", series].map((name) => channels(pair(name)[at]!));
        const mixed = tint!.map((value, i) => value * share + paper![i]! * (1 - share));
        expect(contrast(ink!, mixed)).toBeGreaterThanOrEqual(4.5);
      });
    }
  });
});

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}

function contrast(a: number[], b: number[]): number {
  const light = (rgb: number[]) =>
    rgb.reduce(
      (sum, value, i) =>
        sum + [0.2126, 0.7152, 0.0722][i]! * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4),
      0,
    );
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

describe("attention", () => {
  test("comes as lists, as heads with names or as a tensor", () => {
    const tokens = ["a", "robin"];
    const forms = [
      [
        [1, 0],
        [0.25, 0.75],
      ],
      [
        [
          [1, 0],
          [0.25, 0.75],
        ],
      ],
      tensor([1, 2, 2], [1, 0, 0.25, 0.75]),
      tensor([2, 2], [1, 0, 0.25, 0.75]),
    ];
    for (const weights of forms) {
      expect(attentionMap({ tokens, weights }).heads).toEqual([
        {
          name: "",
          weights: [
            [1, 0],
            [0.25, 0.75],
          ],
        },
      ]);
    }
    const named = attentionMap({
      tokens,
      weights: [
        {
          name: "1.2",
          weights: [
            [1, 0],
            [0, 1],
          ],
        },
      ],
    });
    expect(named.heads[0]!.name).toBe("1.2");
    expect(describeAttention(named)).toContain("1.2: the last token “robin” looks most at “robin” (1).");
    expect(() => attentionMap({ tokens, weights: [[1]] })).toThrow("2 tokens and 1 x 1 weights do not fit");
    expect(() => attentionMap({ tokens, weights: "x" as never })).toThrow("weights for each head");
  });

  test("has a name for each head, written or not", () => {
    const named = (weights: AttentionMapSpec["weights"]) => {
      const html = renderOutput(attentionMap({ tokens: ["a"], weights }), { isLive: true });
      return [...html.matchAll(/data-head="\d"( aria-label="([^"]*)")?>.*?(<figcaption>(.*?)<|<\/figure>)/g)].map(
        ([, , label, , caption]) => label ?? caption,
      );
    };
    expect(named([[1]])).toEqual(["Attention weights"]);
    expect(named([[[1]], [[1]]])).toEqual(["head 1", "head 2"]);
    expect(
      named([
        { name: "1.2", weights: [[1]] },
        { name: "", weights: [[1]] },
      ]),
    ).toEqual(["1.2", "Head 2"]);
  });

  test("has its tokens before the rows and over the columns, in letters of one size on the page", () => {
    const drawn = (tokens: string[]) => {
      const weights = tokens.map((_, i) => tokens.map((_, j) => (j <= i ? 1 / (i + 1) : 0)));
      const html = String(renderOutput(attentionMap({ tokens, weights }), { isLive: true }));
      const [, margin, size] = html.match(/viewBox="-([\d.]+) -[\d.]+ ([\d.]+) /)!.map(Number);
      const font = Number(html.match(/class="attention-names" font-size="([\d.]+)"/)?.[1] ?? NaN);
      const names = [...html.matchAll(/<text ([^>]*)>([^<]*)</g)].map(([, at, name]) => ({ at: at!, name }));
      return { margin: margin!, names, onPage: (font * 270) / size! };
    };
    const small = drawn(["the", " owl"]);
    expect(small.names.map(({ name }) => name)).toEqual(["the", "owl", "the", "owl"]);
    expect(small.names.map(({ at }) => at.includes("rotate(-90)"))).toEqual([false, false, true, true]);
    const large = drawn(Array.from({ length: 16 }, (_, i) => `word${i}`));
    for (const { onPage } of [small, large]) expect(onPage).toBeCloseTo(11, 0);
    expect(drawn(["constantinople", "a"]).names[0]!.name).toBe("constan…");
    expect(drawn(Array.from({ length: 29 }, () => "w")), "too many to be read").toMatchObject({ names: [], margin: 1 });
  });

  test("of 64 tokens and 16 heads is some dozen shapes a head", () => {
    const tokens = Array.from({ length: 64 }, () => "w");
    const weights = Array.from({ length: 16 }, () =>
      tokens.map((_, i) => tokens.map((_, j) => (j <= i ? 1 / (i + 1) : 0))),
    );
    const html = renderOutput(attentionMap({ tokens, weights }), { isLive: true });
    expect(html.match(/<path/g)!.length).toBeLessThanOrEqual(16 * 12);
  });
});

describe("samples", () => {
  test("stand side by side, the best score marked", () => {
    const output = samples({
      prompts: ["p"],
      answers: {
        SFT: ["a"],
        PPO: [{ text: "b", score: 2, badges: [{ text: "x" }, "y"] }],
        base: [{ text: "c", score: 1 }],
      },
    });
    expect(output.rows[0]!.answers[1]!.badges).toEqual([
      { text: "x", tone: "plain" },
      { text: "y", tone: "plain" },
    ]);
    const html = renderOutput(output);
    expect(html.match(/data-best/g)).toHaveLength(1);
    expect(html).toMatch(/data-best>2/);
    expect(() => samples({ prompts: ["p"], answers: { SFT: [] } })).toThrow("1 prompts and 0 answers do not fit");
    expect(() => samples({ prompts: ["p"], answers: { SFT: [3 as never] } })).toThrow("text or have a text");
  });

  test("are lines below each other where there are more than four", () => {
    const ofModels = (...names: string[]) =>
      renderOutput(samples({ prompts: ["p"], answers: Object.fromEntries(names.map((name) => [name, ["x"]])) }));
    expect(ofModels("a", "b", "c", "d")).not.toContain("data-lines");
    expect(ofModels("a", "b", "c", "d", "e")).toContain('style="--columns:5" data-lines>');
  });
});

describe("charts take", () => {
  test("runs over seeds as their mean with a band", () => {
    const { series } = lineChart({
      series: [
        {
          name: "loss",
          runs: [
            [
              [1, 1],
              [2, 5],
            ],
            [[1, 3]],
            [[1, NaN]],
          ],
        },
      ],
    });
    expect(series[0]).toEqual({
      name: "loss",
      points: [
        [1, 2],
        [2, 5],
      ],
      band: [[2 - Math.SQRT2, 2 + Math.SQRT2], null],
      spread: "± 1 standard deviation over 3 runs",
    });
    const range = lineChart({ series: [{ name: "a", spread: "range", runs: [[[1, 1]], [[1, 3]]] }] });
    expect(range.series[0]!.band).toEqual([[1, 3]]);
    expect(describeChart(range)).toContain("Band: lowest to highest of 2 runs.");
    expect(chartSvg(range)).toContain("chart-band");
  });

  test("log scales, where what is not above 0 is a gap", () => {
    const spec = lineChart({
      xScale: "log",
      yScale: "log",
      series: [
        {
          name: "a",
          points: [
            [0, 1],
            [10, 0],
            [100, 10],
            [10_000, 0.1],
          ],
        },
      ],
    });
    const svg = chartSvg(spec);
    expect(svg).not.toMatch(/NaN|Infinity/);
    for (const tick of [">100<", ">1000<", ">10,000<", ">0.1<", ">10<"]) expect(svg).toContain(tick);
    expect(describeChart(spec)).toContain("x and y on a log scale");
    expect(() => lineChart({ series: [], yScale: "ln" as never })).toThrow(
      'yScale to be "linear" or "log". It got "ln"',
    );
  });

  test("a second axis, lines to compare with, and limits of an axis", () => {
    const spec = lineChart({
      y: "score",
      y2: "KL",
      yDomain: [0, 2],
      series: [
        {
          name: "score",
          points: [
            [1, 1],
            [2, 1.5],
          ],
        },
        {
          name: "KL",
          axis: "right",
          dashed: true,
          points: [
            [1, 10],
            [2, 40],
          ],
        },
      ],
      lines: [
        { y: 0.5, label: "chance" },
        { x: 2, label: "end" },
      ],
    });
    const svg = chartSvg(spec);
    for (const part of [">KL (right)<", ">40<", ">chance<", ">end<", "chart-dashed"]) expect(svg).toContain(part);
    expect(JSON.parse(svg.match(/data-plot="([^"]*)"/)![1]!.replaceAll("&#34;", '"'))).toMatchObject({
      y: { from: 0, to: 2 },
      y2: { from: 10, to: 40 },
    });
    expect(() => lineChart({ series: [], lines: [{ label: "x" }] })).toThrow("lines with an x or a y");
  });

  test("a level has its name where the curves leave room for it", () => {
    const ends = (ys: number[]) => {
      const points = ys.map((y, x): [number, number] => [x, y]);
      const svg = chartSvg(lineChart({ series: [{ name: "loss", points }], lines: [{ y: 4, label: "guessing" }] }));
      return /class="chart-note"[^>]*text-anchor="end"[^>]*>guessing/.test(svg) ? "right" : "left";
    };
    const steep = Array.from({ length: 100 }, (_, step) => 1 + 3.2 / (1 + step / 30));
    expect(ends(steep)).toBe("right");
    expect(ends(steep.toReversed())).toBe("left");
    expect(ends([1, 1.5, 1])).toBe("left");
  });

  test("what lies outside a domain that was asked for is not drawn over the page", () => {
    const runs = [
      [
        [0, 0.2],
        [1, 0.4],
      ],
      [
        [0, 0.4],
        [1, 9],
      ],
    ] as const;
    const charts = [
      [
        {
          name: "a",
          points: [
            [0, 0.5],
            [1, 7],
            [2, 0.6],
            [3, 0.7],
            [4, -3],
          ],
        },
        { name: "b", runs },
      ],
      [
        {
          name: "c",
          mark: "dots",
          points: [
            [0, 0.1],
            [1, 5],
          ],
        },
      ],
    ] as const;
    const lines = [{ y: 4, label: "far away" }];
    for (const series of charts) {
      const svg = chartSvg(lineChart({ yDomain: [0, 1], series, lines }));
      const { top, bottom } = JSON.parse(svg.match(/data-plot="([^"]*)"/)![1]!.replaceAll("&#34;", '"'));
      const paths = [...svg.matchAll(/<path[^>]* d="([^"]*)"/g)].map(([, path]) => path!);
      const heights = paths.flatMap((path) => [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y)));
      expect(heights.length).toBeGreaterThan(0);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(top);
      expect(Math.max(...heights)).toBeLessThanOrEqual(bottom);
      expect(svg).not.toContain(">far away<");
    }
  });

  test("groups of bars and how far they may be off", () => {
    const spec = barChart({
      y: "share",
      bars: [
        { name: "a", group: "SFT", value: 1, range: [2, 0.5] },
        { name: "a", group: "PPO", value: NaN },
      ],
    });
    expect(spec.bars).toEqual([
      { name: "a", group: "SFT", value: 1, range: [0.5, 2] },
      { name: "a", group: "PPO", value: null },
    ]);
    expect(chartSvg(spec)).toMatch(/>SFT<.*>PPO<.*chart-whisker-ink/);
    expect(dataTable({ kind: "chart", chart: spec }).columns).toEqual(["name", "group", "share", "from", "to"]);
  });

  test("bars over an axis that stays, whatever their values", () => {
    const drawn = (value: number): string => chartSvg(barChart({ yDomain: [0, 1], bars: [{ name: "a", value }] }));
    const axis = (svg: string): string[] => [...svg.matchAll(/<text class="chart-tick[^>]*>[^<]*/g)].map(String);
    expect(axis(drawn(0.2))).toEqual(axis(drawn(0.9)));
    const top = (svg: string): number => Number(/<rect class="chart-bar[^>]* y="([\d.]+)"/.exec(svg)![1]);
    // What is longer than the axis ends at its edge, and its number says how long it is.
    expect(top(drawn(3))).toBe(top(drawn(1)));
    expect(drawn(3)).toContain(">3</text>");
    expect(() => barChart({ yDomain: [1, 0], bars: [] })).toThrow("two rising numbers");
  });

  test("a matrix, also as a tensor, as a heat map", () => {
    const spec = heatMap({ values: tensor([2, 2], [0, 0.5, 1, -1]), rows: ["r1", "r2"], label: "corr" });
    expect(spec).toMatchObject({
      columns: ["1", "2"],
      values: [
        [0, 0.5],
        [1, -1],
      ],
      domain: [-1, 1],
    });
    expect(describeChart({ ...spec })).toBe(
      "Heat map of corr, 2 rows and 2 columns. Lowest −1 at r2, 2; highest 1 at r2, 1.",
    );
    expect(() => heatMap({ values: [[1], [1, 2]] })).toThrow("rows of one length");
    expect(() => heatMap({ values: [[1]], rows: ["a", "b"] })).toThrow("1 rows and 2 names do not fit");
    for (const width of [220, 640]) {
      const big = heatMap({ values: Array.from({ length: 64 }, () => Array.from({ length: 64 }, (_, j) => j)) });
      expect(chartSvg(big, { width })).not.toMatch(/NaN|undefined/);
    }
  });

  test("a million points are thinned", () => {
    const spec = lineChart({
      series: [{ name: "a", points: Array.from({ length: 1e6 }, (_, i) => [i, Math.sin(i)] as const) }],
    });
    expect(spec.series[0]!.points.length).toBeLessThanOrEqual(5001);
    expect(spec.series[0]!.points.at(-1)![0]).toBe(999_999);
  });
});

describe("every picture", () => {
  const evil = `</script><img src=x onerror="alert(1)">`;
  const outputs: Output[] = [
    tokenStrip({
      title: evil,
      label: evil,
      rows: [{ name: evil, note: evil, query: [evil], tokens: [evil], values: [1] }],
    }),
    attentionMap({ title: evil, tokens: [evil], weights: [{ name: evil, weights: [[1]] }] }),
    samples({ title: evil, prompts: [evil], answers: { [evil]: [{ text: evil, badges: [evil] }] } }),
    {
      kind: "chart",
      chart: lineChart({
        title: evil,
        x: evil,
        y: evil,
        y2: evil,
        series: [
          { name: evil, points: [[1, 1]] },
          { name: evil, axis: "right", points: [[1, 1]] },
        ],
        lines: [{ y: 1, label: evil }],
      }),
    },
    {
      kind: "chart",
      chart: barChart({
        title: evil,
        y: evil,
        bars: [{ name: evil, group: evil, value: 1 }],
        lines: [{ y: 1, label: evil }],
      }),
    },
    {
      kind: "chart",
      chart: heatMap({ title: evil, x: evil, y: evil, label: evil, rows: [evil], columns: [evil], values: [[1]] }),
    },
  ];
  test.each(outputs)("is escaped: $kind", (output) => {
    for (const isLive of [true, false]) {
      const html = renderOutput(output, { isLive });
      expect(html).not.toMatch(/<img|onerror="/);
      expect(html.match(/<\/script>/g)?.length ?? 0).toBe(isLive || output.kind === "samples" ? 0 : 1);
    }
  });

  test.each(outputs.filter(({ kind }) => kind !== "samples"))(
    "carries its data into the built page: $kind",
    (output) => {
      const html = renderOutput(output);
      const json = html.match(/<script type="application\/json">(.*)<\/script>/s)![1]!;
      expect(JSON.parse(json)).toEqual(output);
      expect(html).toContain("<summary>Data</summary>");
      expect(renderOutput(output, { isLive: true }).length).toBeLessThan(html.length);
    },
  );

  test("of a chart is drawn for a page and two phones where the width is not known", () => {
    const chart = lineChart({
      series: [
        {
          name: "a",
          points: [
            [1, 1],
            [2, 2],
          ],
        },
      ],
    });
    expect(renderOutput({ kind: "chart", chart }).match(/<svg /g)).toHaveLength(3);
    expect(renderOutput({ kind: "chart", chart }, { width: 500 }).match(/<svg /g)).toHaveLength(1);
  });

  test("has a CSV that no spreadsheet takes for formulas", () => {
    expect(
      tableCsv({
        columns: ["a", "b,c"],
        rows: [
          ["=1+1", 'say "x"'],
          [-1.5, null],
          ["-x", true],
        ],
      }),
    ).toBe('a,"b,c"\r\n\'=1+1,"say ""x"""\r\n-1.5,\r\n\'-x,true\r\n');
  });
});
