import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attentionMap } from "../../../src/notebook/cell-api/attention-map.ts";
import { outputFor } from "../../../src/notebook/cell-api/cell-api.ts";
import { domainOf, makeScale, tickCount, ticksOf, tickText } from "../../../src/notebook/output/chart-scale.ts";
import { barChart } from "../../../src/notebook/cell-api/bar-chart.ts";
import { heatMap } from "../../../src/notebook/cell-api/heat-map.ts";
import { lineChart } from "../../../src/notebook/cell-api/line-chart.ts";
import type { Point } from "../../../src/notebook/cell-api/line-series.ts";
import type { Output } from "../../../src/notebook/output/output.ts";
import { outputSchema } from "../../../src/notebook/output/output-schema.ts";
import { ProgressTracker } from "../../../src/notebook/cell-api/progress.ts";
import { shareDone } from "../../../src/notebook/output/share-done.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { samples } from "../../../src/notebook/cell-api/samples.ts";
import { read } from "../../../src/notebook/base/schema.ts";
import { tabulate } from "../../../src/notebook/cell-api/tabulate.ts";
import { tokenStrip } from "../../../src/notebook/cell-api/token-strip.ts";
import { faultsIn } from "./read-html.ts";

fc.configureGlobal({ seed: 12 });

/** Numbers of all sizes, and what passes for one. */
const number = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      0,
      -0,
      1,
      -1,
      1e-9,
      5e-324,
      -5e-324,
      1e-310,
      1e200,
      -1e200,
      1e308,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      NaN,
      Infinity,
      -Infinity,
    ),
  },
  fc.double(),
  fc.integer(),
);
const anyNumber = fc.oneof(
  { weight: 5, arbitrary: number },
  fc.constantFrom(null as never, undefined as never, "3" as never, 12n as never),
);
const few = { maxLength: 8 };
const name = fc.string({ maxLength: 12 });
const scale = fc.constantFrom(undefined, "linear" as const, "log" as const);

/** What the cell API makes of it fits the schema, and is drawn for any width with numbers that are some. */
function expectDrawn(output: Output): void {
  expect(JSON.stringify(read(outputSchema, structuredClone(output)))).toBe(JSON.stringify(output));
  for (const size of [{}, { width: 40, isLive: true }, { width: 900, isLive: true }]) {
    expect(faultsIn(renderOutput(output, size))).toEqual([]);
  }
}

/** A domain that is none is refused, in words. */
function unless(words: RegExp, make: () => Output): void {
  let output: Output;
  try {
    output = make();
  } catch (error) {
    expect(String(error)).toMatch(words);
    return;
  }
  expectDrawn(output);
}

const point = fc.oneof(
  fc.tuple(anyNumber, anyNumber),
  fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber),
) as fc.Arbitrary<Point>;
const series = fc.oneof(
  fc.record({
    name,
    points: fc.array(point, few),
    axis: fc.constantFrom(undefined, "right" as const),
    mark: fc.constantFrom(undefined, "dots" as const),
  }),
  fc.record({
    name,
    runs: fc.array(fc.array(fc.tuple(anyNumber, anyNumber), few), { minLength: 1, maxLength: 4 }),
    spread: fc.constantFrom(undefined, "range" as const),
  }),
);
const domain = fc.option(fc.tuple(number, number), { nil: undefined });
const lines = fc.array(
  fc.oneof(
    fc.record({ y: fc.double({ noNaN: true, noDefaultInfinity: true }), label: name }),
    fc.record({ x: fc.constantFrom(1e300, -5e-324, 0, 7) }),
  ),
  { maxLength: 3 },
);

describe("whatever numbers they are given, they draw", () => {
  test("lines and dots, on all scales", () => {
    const spec = fc.record({
      title: name,
      x: name,
      y: name,
      xScale: scale,
      yScale: scale,
      xDomain: domain,
      yDomain: domain,
      series: fc.array(series, { maxLength: 4 }),
      lines,
    });
    fc.assert(
      fc.property(spec, (given) =>
        unless(/Domain (of two rising numbers|above 0)/, () => ({ kind: "chart", chart: lineChart(given) })),
      ),
      { numRuns: 600 },
    );
  });

  test("bars, alone and in groups", () => {
    const bar = fc.record({
      name,
      value: anyNumber,
      group: fc.constantFrom(undefined, "a", "b"),
      range: fc.option(fc.tuple(anyNumber, anyNumber), { nil: undefined }),
    });
    const marks = fc.array(fc.record({ y: fc.double({ noNaN: true, noDefaultInfinity: true }) }), { maxLength: 2 });
    fc.assert(
      fc.property(fc.array(bar, few), marks, domain, (bars, lines, yDomain) =>
        unless(/yDomain of two rising numbers/, () => ({
          kind: "chart",
          chart: barChart({ bars, lines, ...(yDomain ? { yDomain } : {}) }),
        })),
      ),
      { numRuns: 300 },
    );
  });

  test("heat maps, tokens and attention", () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    const words = /domain of two rising numbers/;
    fc.assert(
      fc.property(matrix, domain, (values, domain) =>
        unless(words, () => ({ kind: "chart", chart: heatMap({ values, ...(domain ? { domain } : {}) }) })),
      ),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.array(fc.array(number, few), { minLength: 1, maxLength: 3 }), domain, (rows, domain) =>
        unless(words, () =>
          tokenStrip({
            rows: rows.map((values) => ({ tokens: values.map(() => "w"), values })),
            ...(domain ? { domain } : {}),
          }),
        ),
      ),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 9 }), (values) => {
        const tokens = values.slice(0, Math.floor(Math.sqrt(values.length))).map(String);
        expectDrawn(
          attentionMap({
            tokens,
            weights: [tokens.map((_, i) => tokens.map((_, j) => values[i * tokens.length + j]!))],
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("tables, scores and values", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(name, anyNumber, { maxKeys: 4 }), few), (rows) => expectDrawn(tabulate(rows))),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), (scores) =>
        expectDrawn(
          samples({
            prompts: ["p"],
            answers: Object.fromEntries(scores.map((score, i) => [`m${i}`, [{ text: "a", score }]])),
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
          withDate: true,
        }),
        (value) => {
          const output = outputFor(value);
          expect(JSON.stringify(read(outputSchema, structuredClone(output)))).toBe(JSON.stringify(output));
          expect(faultsIn(renderOutput(output))).toEqual([]);
        },
      ),
      { numRuns: 600 },
    );
  });

  test("progress, also backwards, beyond its end and without one", () => {
    const record = fc.record(
      { step: anyNumber, steps: anyNumber, loss: fc.oneof(anyNumber, name as never) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(record, fc.nat(1000)), { minLength: 1, maxLength: 8 }), (steps) => {
        const tracker = new ProgressTracker({ plot: ["loss", "none"] });
        let now = 0;
        for (const [step, ms] of steps) tracker.update(step, (now += ms));
        expectDrawn(tracker.output());
      }),
      { numRuns: 400 },
    );
  });
});

describe("a share of a loop", () => {
  test.each([
    [0, 0, null],
    [3, -1, null],
    [3, null, null],
    [NaN, 10, null],
    [0, NaN, null],
    [5, 10, 0.5],
    [50, 10, 1],
    [-5, 10, 0],
    [1e308, 5e-324, 1],
  ])("step %d of %d", (step, steps, share) => {
    expect(shareDone({ step, steps })).toBe(share);
  });

  test("that has no end has no bar, and none of its numbers is NaN", () => {
    for (const steps of [0, -3, NaN, Infinity]) {
      const tracker = new ProgressTracker({});
      tracker.update({ step: 0, steps }, 1);
      const output = tracker.output();
      expect(output.steps).toBeNull();
      expect(renderOutput(output)).not.toMatch(/<progress|NaN|Infinity/);
    }
  });
});

describe("a scale", () => {
  const any = fc.double();

  test("of any numbers is finite, not empty, and has ticks that can be written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, "log" as const),
        fc.oneof(any, number),
        fc.oneof(any, number),
        fc.array(any),
        (kind, from, to, values) => {
          const made = makeScale(kind, [from, to]).range([0, 100]);
          const [low, high] = made.domain() as [number, number];
          expect(Number.isFinite(high - low) && low !== high).toBe(true);
          for (const value of values) {
            const place = made(value);
            expect(Number.isNaN(value) || (place >= -1e-9 && place <= 100 + 1e-9)).toBe(true);
          }
          const nice = kind ? made : made.nice(tickCount(300));
          for (const tick of ticksOf(nice, tickCount(300)))
            expect(tickText(tick)).not.toMatch(/NaN|Infinity|undefined/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("of one number, or of numbers that cannot be told apart, has it in the middle", () => {
    for (const value of [0, 5, -5e-324, 1e300, 3e-310]) {
      const made = makeScale(undefined, domainOf(undefined, [value, value]));
      expect(made(value)).toBeCloseTo(0.5, 1);
    }
    expect(makeScale(undefined, [1, 1 + Number.EPSILON]).domain()).toEqual([0.9, 1.1]);
    expect(makeScale("log", [10, 10]).domain()).toEqual([5, 20]);
  });
});

describe("lists that claim more than they hold", () => {
  const holes = new Array(1e9) as never;

  test("are shown as what they are", () => {
    expect(outputFor(new Array(3))).toMatchObject({
      kind: "value",
      value: { type: "list", name: "Array(3)", items: [{ text: "undefined" }, {}, {}] },
    });
    expect(outputFor(holes)).toMatchObject({ kind: "value", value: { name: "Array(1000000000)", more: 999_999_900 } });
    expect(outputFor([{ a: 1 }, , { a: 2 }])).toMatchObject({ kind: "value" });
    expect(outputFor({ series: holes })).toMatchObject({ kind: "value" });
  });

  test("are refused by what draws, in words", () => {
    for (const draw of [
      () => lineChart({ series: holes }),
      () => lineChart({ series: [{ name: "a", points: holes }] }),
      () => lineChart({ series: [{ name: "a", runs: holes }] }),
      () => barChart({ bars: holes }),
      () => heatMap({ values: holes }),
      () => tokenStrip({ tokens: holes, values: holes }),
      () => attentionMap({ tokens: ["a"], weights: holes }),
    ]) {
      expect(draw).toThrow(/needs .* It got/);
    }
  });

  test("a point may be anything that gives numbers one by one, also without end", () => {
    const endless = {
      *[Symbol.iterator]() {
        for (let i = 1; ; i++) yield i;
      },
    } as never;
    expect(lineChart({ series: [{ name: "a", points: [endless] }] }).series[0]!.points).toEqual([[1, 2]]);
  });

  test("nothing of a value is read that is not shown", () => {
    let reads = 0;
    const counted = <T extends object>(target: T): T =>
      new Proxy(target, { get: (of, key) => (reads++, Reflect.get(of, key) as unknown) });
    const rows = Array.from({ length: 5000 }, (_, i) => [i]);
    outputFor(counted(rows));
    expect(reads).toBeLessThan(1200);
    reads = 0;
    const map = new Map(Array.from({ length: 5000 }, (_, i) => [i, i]));
    const entries = map.entries.bind(map);
    map[Symbol.iterator] = function* () {
      for (const entry of { [Symbol.iterator]: entries }) {
        reads++;
        yield entry;
      }
    } as typeof map.entries;
    expect(outputFor(map)).toMatchObject({ value: { more: 4900 } });
    expect(reads).toBeLessThan(200);
  });
});
