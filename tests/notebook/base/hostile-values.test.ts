import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutEvent } from "../../../src/notebook/kernel/cut-event.ts";
import { cutText } from "../../../src/notebook/base/cut-text.ts";
import { inspect } from "../../../src/notebook/cell-api/inspect.ts";
import { inspectedText } from "../../../src/notebook/output/inspected-text.ts";
import { kindOf } from "../../../src/notebook/cell-api/saved-models.ts";
import { disposeTensors } from "../../../src/notebook/kernel/dispose-tensors.ts";
import { renderOutput } from "../../../src/notebook/output/render.ts";
import { describeThrown } from "../../../src/notebook/kernel/run-error.ts";
import { FakeNotebook, textOf } from "../fake-notebook.ts";

/** Values and errors that a cell makes, each in its own words: none of them may end the notebook. */
const hostile: Record<string, string> = {
  "a proxy whose traps all throw": "new Proxy({}, new Proxy({}, { get() { throw new Error('trap'); } }))",
  "a revoked proxy": "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()",
  "a revoked list": "(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })()",
  "a revoked function":
    "(() => { const { proxy, revoke } = Proxy.revocable(() => {}, {}); revoke(); return proxy; })()",
  "a proxy of an error": "new Proxy(new Error('x'), { get() { throw null; }, getPrototypeOf() { throw null; } })",
  "a proxy that throws itself":
    "(() => { const p = new Proxy({}, { get() { throw p; }, has() { throw p; }, ownKeys() { throw p; }, getPrototypeOf() { throw p; } }); return p; })()",
  "getters that throw":
    "({ get config() { throw 1; }, get gpt() { throw null; }, get shape() { throw 2; }, get dataSync() { throw 3; }, get kind() { throw 4; } })",
  "methods that throw":
    "({ toString() { throw 1; }, toJSON() { throw 2; }, valueOf() { throw 3; }, [Symbol.toPrimitive]() { throw 4; } })",
  "a tag that throws": "({ get [Symbol.toStringTag]() { throw new Error('tag'); } })",
  "a name that is no text": "Object.defineProperty(() => {}, 'name', { value: { toString() { throw 1; } } })",
  "a message that throws": "Object.defineProperty(new Error(), 'message', { get() { throw null; } })",
  "a record with such a message": "({ get message() { throw null; } })",
  "a stack that is no address": "Object.assign(new Error('x'), { stack: 'at f (mini-rlhf-cell/%E0%A4%A.ts:1:2)' })",
  "a stack that throws": "Object.defineProperty(new Error('x'), 'stack', { get() { throw 1; } })",
  "a stack that is no text": "Object.assign(new Error('x'), { stack: Symbol('s') })",
  "a cause that is itself": "(() => { const e = new Error('x'); e.cause = e; return e; })()",
  "a cause that throws": "Object.defineProperty(new Error('x'), 'cause', { get() { throw 1; } })",
  "errors that are no list":
    "Object.assign(new AggregateError([], 'x'), { errors: { get [Symbol.iterator]() { throw 1; } } })",
  "a list that never ends": "Object.assign([1], { [Symbol.iterator]: function* () { for (;;) yield 1; } })",
  "a map that never ends":
    "new (class extends Map { *keys() { for (;;) yield 1; } *values() { for (;;) yield 1; } *[Symbol.iterator]() { for (let i = 0; ; i++) yield [i, i]; } })()",
  "what is no map": "Object.create(Map.prototype)",
  "what claims to be a tensor":
    "({ shape: [() => 1, Symbol('x')], dtype: 'x'.repeat(1e6), dataSync() { throw 1; }, isDisposed: false, dispose() { throw 2; } })",
  "what throws when it is freed": "({ dataSync: 1, get isDisposed() { throw 1; }, dispose() { throw 2; } })",
  "nothing to inherit": "Object.create(null)",
  "a symbol": "Symbol('x')",
  null: "null",
};

describe("whatever a cell makes, the notebook goes on", () => {
  for (const [what, code] of Object.entries(hostile)) {
    test(`${what}: as a value, shown, thrown, and left behind`, async () => {
      const page = new FakeNotebook({
        kept: "const kept = [1];",
        value: `const value = ${code};`,
        shown: `show(${code});\n${code === "Symbol('x')" ? "1" : code};`,
        listed: `show([${code}, { a: ${code} }]); console.log(${code}); table([{ a: ${code} }]); check("it", ${code}, 1);`,
        thrown: `throw ${code};`,
        rejected: `await Promise.reject(${code});`,
        trained: `const model = ${code};\nawait progress({ step: 1 });`,
        late: `setTimeout(() => { throw ${code}; }, 5);`,
        after: "kept.length",
      });
      const ids = Object.keys(page.cells);
      for (const round of [1, 2]) {
        for (const id of ids) await page.run(id);
        await page.clock.pass(50);
        expect(page.all("crashed"), `round ${round}`).toEqual([]);
        expect(textOf(page.outputs.get("after")!)).toBe("1");
      }
      expect(page.all("finished").map(({ cell, state }) => `${cell} ${state}`)).toEqual(
        expect.arrayContaining([
          "value done",
          "thrown error",
          "rejected error",
          "trained done",
          "late done",
          "after done",
        ]),
      );
      expect(page.all("late-error").map(({ cell }) => cell)).toContain("late");
      // What is said goes through a message, and is drawn.
      for (const event of page.events) structuredClone(event);
      for (const outputs of page.outputs.values()) for (const output of outputs) renderOutput(output);
    });
  }

  test("a value whose `then` throws is an error of its cell, and so is one that rejects with nothing", async () => {
    const page = new FakeNotebook({
      a: "({ get then() { throw null; } })",
      b: "({ then(_: unknown, no: () => void) { no(); } })",
      c: "1",
    });
    for (const id of ["a", "b"])
      expect(await page.run(id)).toMatchObject({ state: "error", error: { name: "Thrown" } });
    expect((await page.run("c")).state).toBe("done");
  });

  test("generated ones: traps, getters and texts in every place", () => {
    const thrower = fc.constantFrom<unknown>(null, undefined, 0, "x", new Error("x"));
    const trapped = fc.tuple(
      fc.subarray(["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"]),
      thrower,
      fc.constantFrom({}, [], () => {}, new Error("e"), new Map()),
    );
    fc.assert(
      fc.property(trapped, ([names, thrown, target]) => {
        const traps = Object.fromEntries(
          names.map((name) => [
            name,
            () => {
              throw thrown;
            },
          ]),
        );
        const value = new Proxy(target, traps);
        expect(describeThrown(value, "a", () => undefined)).toMatchObject({ line: null });
        expect(typeof inspectedText(inspect(value))).toBe("string");
        expect(kindOf(value)).toBeNull();
        expect(() => disposeTensors([value, [value]], [value])).not.toThrow();
      }),
    );
  });
});

describe("texts have an end where they leave the worker", () => {
  const long = (n: number) => "x".repeat(n);
  const mega = 10_000_000;

  test("with a note of how much is missing, and no longer than they may be", () => {
    expect(cutText("abc", 10)).toBe("abc");
    const cut = cutText(long(mega), 1000);
    expect(cut.length).toBeLessThanOrEqual(1000);
    const [, shown, missing] = /^(x+)… \(([\d,]+) more characters are not shown\)$/.exec(cut)!;
    expect(shown!.length + Number(missing!.replaceAll(",", ""))).toBe(mega);
    expect(cutText(cut, 1000)).toBe(cut);
  });

  const fields: Record<string, string> = {
    "an error": "throw new Error(X);",
    "the name of an error": "throw Object.assign(new Error('x'), { name: X });",
    "a cause": "throw new Error('x', { cause: new Error(X) });",
    "a list printed in an error": "throw new Error(String(Array.from({ length: 1e6 }, () => 'number')));",
    "a thrown text": "throw X;",
    "a regular expression": "new RegExp('(' + X);",
    "a regular expression that is shown": "show(new RegExp(X));",
    "a text": "show(X);",
    "a label": "show(1, X);",
    "a line": "console.log(X); console.log('next'); console.log(X);",
    "a value": "[X, { [X]: X }, new (class { static { Object.defineProperty(this, 'name', { value: X }); } })()]",
    "a table":
      "table(Array.from({ length: 200 }, () => Object.fromEntries(Array.from({ length: 40 }, (_, i) => [i, X]))), { caption: X }); table([{ [X]: 1 }]);",
    "a check": "check(X, 'a', 'b', { hint: X }); check('x', 1, () => X); check('y', 2, 1, { mistakes: [[2, X]] });",
    "a check that says no text": "check('y', 2, 1, { mistakes: [[2, () => 1]] });",
    "a chart":
      "lineChart({ title: X, x: X, y: X, series: [{ name: X, points: [[1, 2]] }], lines: [{ y: 1, label: X }] });",
    bars: "barChart({ title: X, y: X, bars: [{ name: X, value: 1, group: X }] });",
    "a heat map": "heatMap({ title: X, x: X, y: X, label: X, columns: [X], rows: [X], values: [[1]] });",
    tokens: "tokenStrip({ title: X, label: X, tokens: [X], values: [1], query: [X], name: X, note: X });",
    attention: "attentionMap({ title: X, tokens: [X], weights: [[1]] });",
    samples: "samples({ title: X, prompts: [X], answers: { [X]: [{ text: X, badges: [X] }] } });",
    progress: "await progress({ step: 1, steps: 2, [X]: X, loss: 1 }, { label: X, plot: ['loss', X] });",
    inputs:
      "slider('s', { min: 0, max: 1, label: X, unit: X }); textInput('t', { value: X, label: X, placeholder: X }); seedInput('i', { label: X }); ranking('r', { prompt: X, answers: [X, 'b'] }); select('m', ['a'], { label: X });",
    "choices that are too long": "select('m', [X, 'a']);",
    "a late error": "setTimeout(() => { throw new Error(X); }, 5);",
  };

  for (const [what, code] of Object.entries(fields)) {
    test(`${what} of 10 MB`, async () => {
      const page = new FakeNotebook({ a: `const X = ("y".repeat(9) + " ").repeat(1e6);\n${code}` });
      await page.run("a");
      await page.clock.pass(50);
      const outputs = page.outputs.get("a")!;
      expect(outputs.length).toBeGreaterThan(0);
      for (const output of outputs) {
        expect(JSON.stringify(output).length).toBeLessThan(250_000);
        expect(renderOutput(output).length).toBeLessThan(1_000_000);
        if (output.kind === "error") expect(output.error.message.length).toBeLessThanOrEqual(4000);
      }
      for (const event of page.events) expect(JSON.stringify(structuredClone(event)).length).toBeLessThan(700_000);
    });
  }

  test("whatever the field, and what is short stays as it is", () => {
    const text = fc.oneof(fc.string(), fc.integer({ min: 1, max: 300_000 }).map(long));
    const record = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 9 }), tie("any"), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(record, (output) => {
        const event = {
          type: "outputs",
          cell: "a",
          serial: 1,
          patches: [{ index: 0, output }],
        } as unknown as Parameters<typeof cutEvent>[0];
        const before = JSON.stringify(event);
        const after = JSON.stringify(cutEvent(event));
        expect(after.length).toBeLessThan(250_000);
        if (before.length < 1000) expect(after).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});
