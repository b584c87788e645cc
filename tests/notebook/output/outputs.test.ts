import { describe, expect, test } from "vitest";
import { chartSvg } from "../../../src/notebook/output/chart.ts";
import { lineChart } from "../../../src/notebook/cell-api/line-chart.ts";
import { createCellApi, outputFor } from "../../../src/notebook/cell-api/cell-api.ts";
import { inspect } from "../../../src/notebook/cell-api/inspect.ts";
import { inspectedText } from "../../../src/notebook/output/inspected-text.ts";
import type { LineChart } from "../../../src/notebook/output/chart-spec.ts";
import type { Output, ProgressOutput } from "../../../src/notebook/output/output.ts";
import { renderInspected } from "../../../src/notebook/output/render-inspected.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { busyFlushMs, OutputStream } from "../../../src/notebook/output/output-stream.ts";
import { ProgressTracker } from "../../../src/notebook/cell-api/progress.ts";
import { tabulate } from "../../../src/notebook/cell-api/tabulate.ts";
import { StopRequest, StopSignal } from "../../../src/notebook/base/stop.ts";

const text = (value: unknown): string => inspectedText(inspect(value));
const tensor = (shape: number[], data: number[]) => ({ shape, dtype: "float32", dataSync: () => data });

describe("show chooses the form", () => {
  test("by the kind of value", () => {
    const kinds = (values: unknown[]) => values.map((value) => outputFor(value).kind);
    expect(kinds(["text", [{ a: 1 }], [[1, 2]], [{ a: { b: 1 } }], 3, null, tensor([1], [1])])).toEqual([
      "text",
      "table",
      "value",
      "value",
      "value",
      "value",
      "value",
    ]);
    expect(kinds([{ series: [{ name: "a", points: [[1, 2]] }] }, { bars: [] }, []])).toEqual([
      "chart",
      "chart",
      "value",
    ]);
  });

  test("as data that survives JSON, whatever is shown", () => {
    const shown = [
      outputFor([{ a: NaN, b: undefined, c: 1n, d: Symbol("s") }]),
      outputFor({
        series: [
          {
            name: "a",
            points: [
              [1, NaN],
              [Infinity, 2],
              [3, 4],
            ],
          },
        ],
      }),
      outputFor({ a: [undefined, () => {}, new Map([[{}, 1]]), new Date(0), -0, NaN] }),
    ];
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
    expect(shown[1]).toMatchObject({
      chart: {
        series: [
          {
            points: [
              [1, null],
              [3, 4],
            ],
          },
        ],
      },
    });
    expect(shown[0]).toMatchObject({ rows: [["NaN", null, "1", "Symbol(s)"]] });
  });

  test("and shows what is hardly there so that it is seen", () => {
    const shown = ["", "  ", "\n", undefined, null].map((value) =>
      renderOutput(outputFor(value)).replace(/<[^>]*>/g, ""),
    );
    expect(shown).toEqual(["&#34;&#34;", "&#34;  &#34;", "&#34;\\n&#34;", "undefined", "null"]);
  });

  test("a long table is cut and says so", () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ i }));
    expect(outputFor(rows)).toMatchObject({ kind: "table", more: 300 });
  });
});

describe("the cell API answers what it cannot use with what it needs", () => {
  const shown: Output[] = [];
  const api = createCellApi(
    new OutputStream((patches) => shown.push(...patches.map(({ output }) => output))),
    new StopSignal(),
    () => Promise.reject(new Error("no files")),
  ) as unknown as Record<string, (...args: unknown[]) => unknown>;

  const refused: [string, unknown[], string][] = [
    ["table", [[1, 2, 3]], "It got [1, 2, 3]."],
    ["table", [null], "list of records"],
    ["table", ["text"], "list of records"],
    ["table", [{ a: 1 }], "It got { a: 1 }."],
    ["table", [[[1, 2]]], "list of records"],
    ["lineChart", [{}], "needs series with points [x, y], as in lineChart({ series:"],
    ["lineChart", [undefined], "It got undefined."],
    ["lineChart", [{ series: [{ name: "a", points: [1, 2] }] }], "points [x, y]"],
    ["barChart", [{ bars: [1, 2] }], "needs bars, as in"],
    ["barChart", [null], "needs bars"],
    ["progress", [null], "progress needs a record, as in progress({ step: 1, steps: 200, loss: 2.5 }). It got null."],
    ["progress", [3], "It got 3."],
    ["progress", [{ step: 1 }, { plot: "loss" }], '{ plot: ["loss"] }. It got "loss".'],
    ["progress", [{ step: 1 }, { plot: ["kl"], lines: { loss: [{ y: 1 }] } }], "lines by the names that it plots"],
    ["progress", [{ step: 1 }, { lines: { loss: { y: 1 } } }], "lines with an x or a y"],
    ["progress", [{ step: 1 }, { lines: { loss: [{ y: 1, text: "a" }] } }], 'A line of progress has no option "text".'],
  ];
  const line = { name: "a", points: [[1, 2]] };
  const unknown: [string, unknown[], string][] = [
    [
      "lineChart",
      [{ series: [line], colour: "red" }],
      'lineChart has no option "colour". It has: title, x, y, y2, xScale,',
    ],
    ["lineChart", [{ series: [line], yscale: "log" }], 'Did you mean "yScale"?'],
    [
      "lineChart",
      [{ series: [{ ...line, marks: "dots" }] }],
      'A series of lineChart has no option "marks". Did you mean "mark"?',
    ],
    [
      "lineChart",
      [{ series: [{ ...line, mark: "dot" }] }],
      'The mark of a series of lineChart is "line" or "dots". It got "dot".',
    ],
    ["lineChart", [{ series: [{ ...line, axis: "top" }] }], 'is "left" or "right"'],
    ["scatterChart", [{ series: [{ ...line, spread: "sem" }] }], 'is "sd" or "range"'],
    [
      "lineChart",
      [{ series: [line], lines: [{ y: 1, name: "chance" }] }],
      'A line of lineChart has no option "name". It has: x, y, label.',
    ],
    [
      "lineChart",
      [{ series: [line], y2: "KL" }],
      'no series for the right axis, which y2 names. Give one of them axis: "right".',
    ],
    ["lineChart", [{ series: [line], yScale: "log", yDomain: [0, 1] }], "yDomain above 0 on a log scale"],
    ["barChart", [{ bars: [{ name: "a", value: 1, color: "red" }] }], 'A bar of barChart has no option "color"'],
    ["barChart", [{ bars: [{ name: "a", value: 1 }], x: "model" }], "It has: title, y, yDomain, bars, lines."],
    [
      "barChart",
      [{ bars: [{ name: "a", value: 1 }], lines: [{ x: 1, y: 2 }] }],
      'A line of barChart has no option "x"',
    ],
    ["heatMap", [{ values: [[1]], colors: "red" }], 'heatMap has no option "colors"'],
    ["tokenStrip", [{ tokens: ["a"], values: [1], prompt: ["b"] }], 'tokenStrip has no option "prompt"'],
    [
      "tokenStrip",
      [{ rows: [{ tokens: ["a"], values: [1], label: "x" }] }],
      'A row of tokenStrip has no option "label"',
    ],
    ["attentionMap", [{ tokens: ["a"], weights: [[1]], head: 1 }], 'attentionMap has no option "head"'],
    [
      "samples",
      [{ prompts: ["a"], answers: { A: [{ text: "b", reward: 1 }] } }],
      'An answer of samples has no option "reward"',
    ],
    [
      "samples",
      [{ prompts: ["a"], answers: { A: [{ text: "b", badges: [{ text: "c", tone: "ok" }] }] } }],
      'The tone of a badge is "good" or "bad" or "plain"',
    ],
    ["table", [[{ a: 1 }], { title: "x" }], 'table has no option "title". It has: caption.'],
    ["table", [[{ a: 1 }], "x"], 'table takes its options by name, as { caption: ... }. It got "x".'],
    ["progress", [{ step: 1 }, { plots: ["loss"] }], 'Did you mean "plot"?'],
    [
      "slider",
      ["beta", { min: 0, max: 1, default: 1 }],
      'slider has no option "default". It has: min, max, step, value, label, unit.',
    ],
    ["select", ["model", ["a", "b"], "b"], "select takes its options by name"],
    ["textInput", ["prompt", "hello"], "textInput takes its options by name"],
    ["seedInput", ["seed", { start: 3 }], 'seedInput has no option "start"'],
    ["ranking", ["best", { answers: ["a", "b"], initial: [1, 0] }], 'ranking has no option "initial"'],
    [
      "check",
      ["x", 1, 1, { tolerance: 1 }],
      'check has no option "tolerance". It has: within, anyOrder, hint, mistakes.',
    ],
    ["show", [], "show needs what to show, as in show(loss)."],
    [
      "show",
      ["loss", 2.5],
      'show needs a text as its label, as in show(loss, "loss"). It got 2.5. To show several values, show a list',
    ],
    ["show", [1, "a", 2], "show takes a value and a label"],
  ];
  test.each([...refused, ...unknown])("%s(%j)", (name, args, message) => {
    const call = () => api[name]!(...args);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test("a series says itself whether it is dots or a line", () => {
    const drawn = (mark: "line" | "dots", all?: "dots") =>
      lineChart(
        {
          series: [
            { name: "a", points: [[1, 2]], mark },
            { name: "b", points: [[1, 2]] },
          ],
        },
        all,
      );
    const marks = (chart: LineChart) => chart.series.map(({ mark }) => mark);
    expect(marks(drawn("dots"))).toEqual(["dots", undefined]);
    expect(marks(drawn("line", "dots"))).toEqual([undefined, "dots"]);
    expect(chartSvg(drawn("dots"))).toMatch(/chart-dots.*chart-line/);
  });

  test("and says it in few words", () => {
    const call = () => api.table!(Array.from({ length: 500 }, (_, i) => i));
    expect(call).toThrow(/^.{60,200}$/);
  });

  test("what is like a list of records is one; null options are none", () => {
    expect(() => {
      api.table!(new Set([{ a: 1 }]), null);
      void api.progress!({ step: 1 }, null);
    }).not.toThrow();
  });

  test("nested values of a table can be read", () => {
    const rows = [{ a: { b: 1 }, ids: [1, 2], deep: [[1], [2, 3]], f: tensor([2], [1, 2]) }];
    expect(tabulate(rows).rows).toEqual([
      ["{ b: 1 }", "1 2", "[[1], [2, 3]]", expect.stringContaining("Tensor [2] float32")],
    ]);
  });

  test("an own object that is nearly a chart is shown as it is", () => {
    expect(outputFor({ series: [{ points: [1, 2] }] }).kind).toBe("value");
    expect(outputFor({ bars: ["gold"] }).kind).toBe("value");
  });
});

describe("values can be looked into", () => {
  test("of every kind", () => {
    expect(text({ a: 1, "b-c": [true, null, "x"] })).toBe('{ a: 1, "b-c": [true, null, "x"] }');
    expect(text(new Set([1, 2]))).toBe("Set(2) [1, 2]");
    expect(text(new Map([["k", 1]]))).toBe('Map { "k": 1 }');
    expect(text(new Float32Array([0.1, 2]))).toBe("Float32Array(2) [0.1, 2]");
    expect(text(Object.assign(Object.create(null), { x: 1 }))).toBe("{ x: 1 }");
    expect(
      text(
        new (class Model {
          width = 3;
        })(),
      ),
    ).toBe("Model { width: 3 }");
    expect(text([function f() {}, class A {}, Symbol("s"), 10n, -0, undefined])).toBe(
      "[function f, class A, Symbol(s), 10n, -0, undefined]",
    );
    expect(text(new RangeError("no"))).toBe("RangeError: no");
    expect(text(Promise.resolve(1))).toContain("write await");
  });

  test("tensors with shape and preview", () => {
    expect(text(tensor([2, 2], [1, 2, 3.14159, -4]))).toBe("Tensor [2, 2] float32\n 1.000  2.000\n 3.142 -4.000");
    expect(text(tensor([], [0.5]))).toBe("Tensor [] float32\n0.5");
    expect(text({ w: tensor([2], [1, 2]) })).toBe("{ w: Tensor [2] float32 }");
    expect(text(tensor([3, 0], []))).toContain("Tensor [3, 0] float32");
  });

  test("without running their code, and without end", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(text(loop)).toBe("[(circular)]");
    let touched = false;
    expect(
      text({
        get x() {
          touched = true;
          return 1;
        },
      }),
    ).toBe("{ x: undefined }");
    expect(touched).toBe(false);
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    expect(text(hostile)).toBe("(cannot be read)");
    let deep: unknown = 1;
    for (let i = 0; i < 1000; i++) deep = [deep];
    expect(text(deep).length).toBeLessThan(100);
    expect(text(Array.from({ length: 1e6 }, () => 1))).toContain("... 999900 more");
  });

  test("long lists of numbers keep a thousand of them, page by page", () => {
    const value = inspect(new Float32Array(250_000).fill(0.1));
    expect(value).toMatchObject({ type: "numbers", name: "Float32Array(250000)", more: 249_000 });
    const html = String(renderInspected(value));
    expect(html.match(/<details>|<details open>/g)).toHaveLength(10);
    expect(html).toContain("<code>900 … 999</code>");
    expect(html).toContain("249000 more");
    expect(inspect([...Array.from({ length: 200 }, (_, i) => i), -0])).toMatchObject({ type: "list" });
  });

  test("whatever tricks they play", () => {
    const prototype = JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": 3 }') as object;
    expect(text(prototype)).toBe("{ __proto__: { polluted: 1 }, constructor: 3 }");
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const liar = new Proxy([], {
      get: () => {
        throw new Error("no");
      },
    });
    const tagged = {
      get [Symbol.toStringTag]() {
        throw new Error("no");
      },
      toJSON() {
        throw new Error("no");
      },
      a: 1,
    };
    const fakeTensor = {
      shape: [2],
      dtype: "float32",
      dataSync() {
        throw new Error("disposed");
      },
    };
    const hugeTensor = { shape: [1e9, 1e9], dtype: "float32", dataSync: () => new Float32Array(3) };
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield 1;
      },
    };
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    for (const odd of [
      proxy,
      liar,
      tagged,
      fakeTensor,
      hugeTensor,
      endless,
      wide,
      "x".repeat(1e7),
      [proxy],
      new Map([[proxy, liar]]),
    ]) {
      const output = outputFor(odd);
      expect(JSON.parse(JSON.stringify(output))).toEqual(output);
      expect(renderOutput(output).length).toBeLessThan(200_000);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("outputs are streamed", () => {
  function recorded(pause?: () => number) {
    const sent: { at: number; index: number; output: Output }[] = [];
    let now = 0;
    const stream = new OutputStream(
      (patches) => sent.push(...patches.map((patch) => ({ at: now, ...patch }))),
      { now: () => now, after: () => () => {} },
      pause,
    );
    return { sent, stream, pass: (ms: number) => (now += ms) };
  }

  test("in place and not too often: a thousand updates in a second are some dozen messages", () => {
    const { sent, stream, pass } = recorded();
    let built = 0;
    const index = stream.add({ kind: "text", text: "start", level: "log" });
    for (let i = 0; i < 1000; i++) {
      pass(1);
      stream.replace(index, () => (built++, { kind: "text", text: String(i), level: "log" }));
    }
    stream.flush();
    expect(sent.length).toBeGreaterThan(25);
    expect(sent.length).toBeLessThan(33);
    expect(built).toBe(sent.length - 1);
    expect(sent.every((one) => one.index === 0)).toBe(true);
    expect(sent.at(-1)!.output).toMatchObject({ text: "999" });
  });

  test("thirty times a second, however long the steps of a loop are", () => {
    for (const step of [3, 13.6, 20, 29]) {
      const { sent, stream, pass } = recorded();
      const index = stream.add({ kind: "text", text: "start", level: "log" });
      for (let at = 0; at < 10_000; at += step) {
        pass(step);
        stream.replace(index, { kind: "text", text: String(at), level: "log" });
      }
      stream.flush();
      expect(sent.length / 10, `steps of ${step} ms`).toBeGreaterThan(28.5);
      expect(sent.length / 10, `steps of ${step} ms`).toBeLessThan(31.5);
    }
  });

  test("less often while a training takes every core, and the last one always", () => {
    const { sent, stream, pass } = recorded(() => busyFlushMs);
    const index = stream.add({ kind: "text", text: "start", level: "log" });
    for (let at = 0; at < 1000; at += 10) {
      pass(10);
      stream.replace(index, { kind: "text", text: String(at), level: "log" });
    }
    stream.flush();
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(sent.at(-1)!.output).toMatchObject({ text: "990" });
  });

  test("lines of text join, endless ones are cut", () => {
    const { stream } = recorded();
    stream.write("a", "log");
    stream.write("b", "log");
    stream.write("c", "warn");
    expect(stream.outputs.map((one) => one.kind === "text" && one.text)).toEqual(["a\nb", "c"]);
    for (let i = 0; i < 100_000; i++) stream.write("line ".repeat(10), "log");
    expect(JSON.stringify(stream.outputs).length).toBeLessThan(150_000);
    for (let i = 0; i < 1000; i++) stream.add({ kind: "text", text: "x", level: "log", label: "l" });
    expect(stream.outputs).toHaveLength(301);
    expect(stream.outputs.at(-1)).toMatchObject({ text: "703 more outputs are not shown." });
    stream.flush();
  });
});

test("samples with a label stand in the place of the former", () => {
  const stream = new OutputStream(() => {});
  const api = createCellApi(stream, new StopSignal(), () => Promise.reject(new Error("no files")));
  const answers = (text: string) => ({ prompts: ["p"], answers: { SFT: [text] } });
  api.samples({ ...answers("first"), label: "course" });
  api.samples({ ...answers("other"), label: "another" });
  api.samples(answers("without"));
  api.samples({ ...answers("last"), label: "course" });
  const texts = stream.outputs.map((output) => output.kind === "samples" && output.rows[0]!.answers[0]!.text);
  expect(texts).toEqual(["last", "other", "without"]);
  expect(JSON.stringify(stream.outputs)).not.toContain("course");
});

describe("progress", () => {
  test("tells rate, time left and the newest numbers", () => {
    const tracker = new ProgressTracker({});
    for (let step = 1; step <= 11; step++) tracker.update({ step, steps: 31, loss: 1 / step, note: "x" }, step * 100);
    expect(tracker.output()).toMatchObject({
      step: 11,
      steps: 31,
      latest: [
        { name: "loss", value: 1 / 11 },
        { name: "note", value: "x" },
      ],
      timing: { seconds: 1, stepsPerSecond: 10, secondsLeft: 2 },
      charts: [{ y: "loss", series: [{ name: "loss" }] }],
    });
    expect(tracker.output().charts[0]!.series[0]!.points).toHaveLength(11);
  });

  test("draws what values of a curve mean, from the first step on", () => {
    const lines = { loss: [{ y: Math.log(4), label: "guessing" }, { y: 0.5 }] };
    const tracker = new ProgressTracker({ plot: ["loss", "kl"], lines });
    tracker.update({ step: 1, steps: 9, loss: 3, kl: 0 }, 0);
    const [loss, kl] = tracker.output().charts;
    expect(loss!.lines).toEqual([
      { axis: "y", at: Math.log(4), label: "guessing" },
      { axis: "y", at: 0.5, label: "" },
    ]);
    expect(kl).not.toHaveProperty("lines");
  });

  test("a long line is thinned, but keeps its ends", () => {
    const tracker = new ProgressTracker({ plot: ["loss"] });
    for (let step = 1; step <= 5000; step++) tracker.update({ step, loss: step === 2 ? NaN : step }, step);
    const { points } = tracker.output().charts[0]!.series[0]!;
    expect(points.length).toBeLessThan(1001);
    expect([points[0], points.at(-1)]).toEqual([
      [1, 1],
      [5000, 5000],
    ]);
  });

  test("one output per loop, replaced in place", async () => {
    const stream = new OutputStream(() => {});
    const { progress } = createCellApi(stream, new StopSignal(), () => Promise.reject(new Error("no files")));
    for (let step = 1; step <= 3; step++) await progress({ step, steps: 3 });
    for (let step = 1; step <= 2; step++) await progress({ step, steps: 2 });
    await progress({ step: 1 }, { label: "other" });
    stream.flush();
    const steps = stream.outputs.map((output) => (output as ProgressOutput).step);
    expect(steps).toEqual([3, 2, 1]);
  });

  test("is a Stop point, and so are show and console", () => {
    const stop = new StopSignal();
    const api = createCellApi(new OutputStream(() => {}), stop, () => Promise.reject(new Error("no files")));
    stop.ask();
    for (const call of [() => api.progress({ step: 1 }), () => api.show(1), () => api.console.log(1)]) {
      expect(call).toThrow(StopRequest);
    }
  });
});
