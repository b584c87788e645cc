import { describe, expect, test, vi } from "vitest";
import { fakeRegistry, FakeNotebook, textOf } from "../fake-notebook.ts";

describe("cells run", () => {
  test("TypeScript, imports, top-level await and the value of the last line", async () => {
    const page = new FakeNotebook({
      one: 'import { add, type Adder } from "mini-rlhf/adder";\nconst sum: number = await Promise.resolve(add(1, 2));\nsum!',
    });
    const { state, outputs, error } = await page.run("one");
    expect({ state, error, text: textOf(outputs) }).toEqual({ state: "done", error: null, text: "3" });
  });

  test("imports of every form, and on demand", async () => {
    const page = new FakeNotebook({
      one: `import seven, { default as again } from "mini-rlhf/gpt"; import * as all from "mini-rlhf/adder";
const { add } = await import("mini-rlhf/adder");
show(seven + again); show(all.add(1, 1)); show(add(2, 2));`,
    });
    expect(textOf((await page.run("one")).outputs)).toBe("14\n2\n4");
  });

  test("an import that is only a type is no error", async () => {
    const page = new FakeNotebook({ one: 'import { Adder } from "mini-rlhf/adder";\nlet a: Adder | undefined;' });
    expect((await page.run("one")).state).toBe("done");
  });

  test("strictly, and with no `this`", async () => {
    const page = new FakeNotebook({ one: "show(String(this)); (function () { return String(this); })()" });
    expect(textOf((await page.run("one")).outputs)).toBe("undefined\nundefined");
  });

  test("files of the book", async () => {
    const page = new FakeNotebook({ one: 'new TextDecoder().decode(await book("checkpoints/base")("config.json"))' });
    expect(textOf((await page.run("one")).outputs)).toBe("checkpoints/base/config.json");
  });

  test("every name of the cell API may be redefined", async () => {
    const page = new FakeNotebook({ one: "const show = (x: number) => x + 1; show(1)", two: "show(2)" });
    expect(textOf((await page.run("two")).outputs)).toBe("3");
  });
});

describe("values flow down", () => {
  test("a cell runs first what it needs, once", async () => {
    const page = new FakeNotebook({ a: "const x = 2;", other: "throw 1", b: "const y = x * 3;", c: "x + y" });
    expect(textOf((await page.run("c")).outputs)).toBe("8");
    expect(page.ran()).toEqual(["a", "b", "c"]);
    await page.run("c");
    expect(page.ran()).toEqual(["c"]);
  });

  test("an edited cell runs again before those that use it", async () => {
    const page = new FakeNotebook({ a: "const x = 2;", b: "x * 10" });
    await page.run("b");
    page.cells.a = "const x = 3;";
    page.ran();
    expect(textOf((await page.run("b")).outputs)).toBe("30");
    expect(page.ran()).toEqual(["a", "b"]);
  });

  test("redeclaring a name never fails", async () => {
    const page = new FakeNotebook({ a: "const x = 1; class A {}", b: "const x = 2; let A = x;", c: "x + A" });
    expect(textOf((await page.run("c")).outputs)).toBe("4");
    await page.run("a");
    expect((await page.run("a")).state).toBe("done");
  });

  test("afterwards the cells below are out of date, and are not run", async () => {
    const page = new FakeNotebook({ a: "let x = 1;", b: "let y = x;", c: "y", d: "0" });
    await page.run("a", "b", "c", "d");
    page.ran();
    await page.run("a");
    expect(page.all("settled")[0]).toMatchObject({ stale: ["b", "c"], dependents: { a: ["b", "c"] } });
    expect(page.ran()).toEqual(["a"]);
  });

  test("a variable that a function changes is followed", async () => {
    const page = new FakeNotebook({ a: "let count = 0;\nfunction add(): void { count++; }", b: "add(); add(); count" });
    expect(textOf((await page.run("b")).outputs)).toBe("2");
    expect(textOf((await page.run("b")).outputs)).toBe("4");
  });

  test("a function sees the variables of its own cell, not of the one that calls it", async () => {
    const page = new FakeNotebook({ a: "const x = 1; const get = () => x;", b: "const x = 2; get() + x" });
    expect(textOf((await page.run("b")).outputs)).toBe("3");
  });

  test("assigning another cell's variable is refused with its place", async () => {
    const page = new FakeNotebook({ a: "let x = 1;", b: "const y = 2;\n  x = 2;" });
    const { error } = await page.run("b");
    expect(error).toMatchObject({ name: "AssignmentError", line: 2, column: 3, code: "  x = 2;" });
    expect(error!.message).toContain('belongs to the cell "a"');
    expect((await page.run("a")).state).toBe("done");
  });

  test("a cell below one that failed says which", async () => {
    const page = new FakeNotebook({ a: 'throw new Error("no");\nconst x = 1;', b: "x" });
    const { state, error } = await page.run("b");
    expect(state).toBe("error");
    expect(error!.message).toContain('needs "x" from the cell "a"');
    expect(error!.message).toContain("which ended with an error");
    expect(error!.hint).toContain("first, then run this cell again");
  });

  test("cells that do not depend on a failed one still run", async () => {
    const page = new FakeNotebook({ a: "nope", b: "1 + 1" });
    expect(textOf((await page.run("a", "b")).outputs)).toBe("2");
  });
});

describe("errors are told at the reader's own place", () => {
  const errorOf = async (cells: Record<string, string>, id = Object.keys(cells).at(-1)!) =>
    (await new FakeNotebook(cells).run(id)).error!;

  test("thrown in the cell, with types before it on the line", async () => {
    const error = await errorOf({ a: "const a = null as { b: number } | null;\n\nconst c: number = (a as any).b;" });
    expect(error).toMatchObject({ name: "TypeError", line: 3, column: 30 });
    expect(error.code).toBe("const c: number = (a as any).b;");
  });

  test("thrown in the value to show, where code was put in front", async () => {
    expect(await errorOf({ a: "1;\n  nothing.b" })).toMatchObject({ line: 2, column: 3 });
    expect(await errorOf({ a: "[\n  nothing,\n]" })).toMatchObject({ line: 2, column: 3 });
  });

  test("thrown by the library: the line that called it", async () => {
    const error = await errorOf({ a: 'import { fail } from "mini-rlhf/adder";\nlet x = 1;\n  fail();' });
    expect(error).toMatchObject({ name: "RangeError", message: "expected 3 tokens, got 4", line: 3, column: 3 });
    expect(error.origin).toBeUndefined();
  });

  test("thrown after an await", async () => {
    const source = 'const later = async () => {\n  await null;\n  throw new Error("late");\n};\nawait later();';
    expect(await errorOf({ a: source })).toMatchObject({ line: 3, column: 9 });
  });

  test("thrown in a function of another cell", async () => {
    const error = await errorOf({ a: "\nfunction f() { throw new Error('deep'); }", b: "1;\nf()" });
    expect(error).toMatchObject({ line: 2, column: 1, origin: { cell: "a", line: 2, column: 22 } });
  });

  test("anything can be thrown", async () => {
    expect(await errorOf({ a: 'throw "a string"' })).toMatchObject({ name: "Thrown", message: "a string" });
    expect(await errorOf({ a: "throw { code: 3 }" })).toMatchObject({ message: "{ code: 3 }" });
    expect(await errorOf({ a: "throw undefined" })).toMatchObject({ message: "undefined" });
    const hostile = "throw Object.defineProperty(new Error(), 'stack', { get() { throw 1; } })";
    expect((await errorOf({ a: hostile })).name).toBe("Error");
  });

  test("endless recursion", async () => {
    expect(await errorOf({ a: "function f(): void { f(); }\nf()" })).toMatchObject({ name: "RangeError", line: 1 });
  });

  test("a promise that nobody waits for, reported by the host", async () => {
    const page = new FakeNotebook({ a: "stray();\n1" });
    Object.assign(globalThis, { stray: () => page.kernel.stray(new Error("lost")) });
    expect(await page.run("a")).toMatchObject({ state: "error", error: { message: "lost" } });
    page.kernel.stray(new Error("nobody is running"));
    await page.run("a");
  });

  test("an unknown module, with what there is", async () => {
    const error = await errorOf({ a: 'let a = 1;\nimport { add } from "mini-rlhf/addr";' });
    expect(error).toMatchObject({ name: "ImportError", line: 2, column: 21 });
    expect(error.message).toContain('Did you mean "mini-rlhf/adder"?');
    expect(error.hint).toContain("mini-rlhf/adder, mini-rlhf/gpt");
    const called = await errorOf({ a: 'show("not reached");\nawait import("lodash")' });
    expect(called).toMatchObject({ line: 2, column: 14, code: 'await import("lodash")' });
    expect(called.message).toContain('no module "lodash"');
  });

  test("a module that does not arrive: the network, and another try", async () => {
    const load = vi.spyOn(fakeRegistry, "load");
    const offline = "Failed to fetch dynamically imported module: http://localhost/start-backend-1.js";
    load.mockRejectedValueOnce(new TypeError(offline));
    const page = new FakeNotebook({ a: 'import { add } from "mini-rlhf/adder";\nadd(1, 2)' });
    expect((await page.run("a")).error).toMatchObject({
      name: "LoadError",
      message: '"mini-rlhf/adder" could not be loaded. Is the network connection there?',
      line: 1,
    });
    expect((await page.run("a")).state).toBe("done");
    load.mockRejectedValueOnce(new TypeError("x is not a function"));
    page.cells.a += ";";
    expect((await page.run("a")).error).toMatchObject({ name: "TypeError" });
    load.mockRestore();
  });

  test("what will be imported is asked for before anything runs", async () => {
    const loadAhead = vi.fn();
    const page = new FakeNotebook({
      a: 'import { add } from "mini-rlhf/adder";\nconst three = add(1, 2);',
      b: 'import gpt from "mini-rlhf/gpt";\nimport x from "mini-rlhf/none";\nthree + gpt',
      c: 'import { add } from "mini-rlhf/adder";',
    });
    page.onEvent = ({ type }) => type === "planned" && expect(loadAhead).toHaveBeenCalledTimes(2);
    fakeRegistry.loadAhead = loadAhead;
    await page.run("b");
    delete fakeRegistry.loadAhead;
    expect(loadAhead.mock.calls.flat().sort()).toEqual(["mini-rlhf/adder", "mini-rlhf/gpt"]);
  });

  test("causes, down to the first, and not without end", async () => {
    const source = `try {
  null.x;
} catch (cause) {
  throw new Error("outer", { cause: new Error("middle", { cause }) });
}`;
    const { causes, message } = await errorOf({ a: source });
    expect(message).toBe("outer");
    expect(causes).toEqual(["Error: middle (line 4)", expect.stringMatching(/^TypeError: .*null.* \(line 2\)$/)]);
    expect((await errorOf({ a: 'throw new Error("a", { cause: { code: 3 } })' })).causes).toEqual(["{ code: 3 }"]);
    expect((await errorOf({ a: 'throw new Error("a")' })).causes).toBeUndefined();
    expect((await errorOf({ a: "const e = new Error('a'); e.cause = e; throw e;" })).causes).toBeUndefined();
    const loop = "const e = new Error('a'), f = new Error('b', { cause: e }); e.cause = f; throw e;";
    expect((await errorOf({ a: loop })).causes).toEqual([expect.stringContaining("Error: b")]);
    const joined = "throw new AggregateError([new Error('left'), 2], 'both')";
    expect((await errorOf({ a: joined })).causes).toEqual([expect.stringContaining("Error: left"), "2"]);
  });

  test("an unknown export, with the near one", async () => {
    const error = await errorOf({ a: 'import { ad } from "mini-rlhf/adder";\nad(1, 2)' });
    expect(error).toMatchObject({ line: 1, column: 10 });
    expect(error.message).toContain('Did you mean "add"?');
    expect((await errorOf({ a: 'import x from "mini-rlhf/adder"; x' })).message).toContain("no default export");
  });

  test("names: misspelt, defined below, used too early, never declared", async () => {
    expect((await errorOf({ a: "const policy = 1;", b: "polcy" })).hint).toBe('Did you mean "policy"?');
    const below = new FakeNotebook({ a: "later", b: "const later = 1" });
    expect((await below.run("a")).error!.hint).toContain('further down, in cell "b"');
    expect((await errorOf({ a: "const x = 1", b: "const x = x + 1;" })).hint).toContain("give yours another name");
    expect((await errorOf({ a: "undeclaredName = 1" })).hint).toBe("Declare it first: let undeclaredName = ...");
    expect((await errorOf({ a: "shwo(1)" })).hint).toBe('Did you mean "show"?');
    expect((await errorOf({ a: "zzzzqqqq" })).hint).toContain('Neither this cell nor one above defines "zzzzqqqq"');
    expect((await errorOf({ a: "new Float64Array(2 ** 50)" })).hint).toContain("Restart the notebook");
  });
});

describe("a cell can be stopped", () => {
  test("at its next Stop point, keeping what it has defined so far", async () => {
    const page = new FakeNotebook({
      a: `let steps = 0;
for (;;) { await new Promise((r) => setTimeout(r)); steps++; await progress({ step: steps }); }
const never = 1;`,
      b: "steps > 0",
      c: "never",
    });
    page.onEvent = (event) => {
      if (event.type === "outputs" && event.cell === "a") page.kernel.stop();
    };
    expect((await page.run("a")).state).toBe("stopped");
    page.onEvent = () => {};
    page.ran();
    expect(textOf((await page.run("b")).outputs)).toBe("true");
    expect(page.ran()).toEqual(["b"]);
  });

  test("and generators get to clean up", async () => {
    const page = new FakeNotebook({
      a: `const log = [];
async function* train() { try { for (let step = 1; ; step++) { yield { step }; await null; } } finally { log.push("clean"); } }
for await (const step of train()) await progress(step);`,
      b: "log.join()",
    });
    page.onEvent = ({ type }) => type === "outputs" && page.kernel.stop();
    expect((await page.run("a")).state).toBe("stopped");
    expect(textOf((await page.run("b")).outputs)).toBe("clean");
  });

  test("what waits behind it does not begin", async () => {
    const page = new FakeNotebook({
      a: "for (;;) { await new Promise((r) => setTimeout(r)); console.log(1) }",
      b: "1",
    });
    page.clock.after(30, () => page.kernel.stop());
    expect((await page.run("a", "b")).state).toBe("stopped");
    expect(page.ran()).toEqual(["a"]);
    expect((await page.run("b")).state).toBe("done");
  });
});

describe("what a cell leaves behind", () => {
  const ticking = "let n = 0;\nsetInterval(() => console.log(`tick ${++n}`), 100);";
  const living = (page: FakeNotebook) => page.all("living").map(({ cell, isLiving }) => `${cell} ${isLiving}`);

  test("is shown where it belongs, also while another cell runs and while none does", async () => {
    const page = new FakeNotebook({ a: ticking, b: "await new Promise((go) => setTimeout(go, 250));\n'b'" });
    await page.run("a");
    await page.clock.pass(150);
    expect(textOf(page.outputs.get("a")!)).toBe("tick 1");
    const { outputs } = await page.run("b");
    expect(textOf(outputs)).toBe("b");
    await page.clock.pass(200);
    const lines = textOf(page.outputs.get("a")!).split("\n");
    expect(lines).toEqual(lines.map((_, index) => `tick ${index + 1}`));
    expect(lines.length).toBeGreaterThan(4);
  });

  const left = {
    "a timeout": "const again = () => setTimeout(() => { show('x'); again(); }, 50);\nagain();",
    "an interval": "setInterval(() => show('x'), 50);",
    "a loop that nobody awaits":
      "void (async () => { for (;;) { await new Promise((go) => setTimeout(go, 50)); show('x'); } })();",
    "an interval that fails": "setInterval(() => { throw new Error('x'); }, 50);",
    "a microtask each time": "setInterval(() => queueMicrotask(() => show('x')), 50);",
    "a training that nobody awaits":
      "void (async () => { for (let step = 1; ; step++) { await progress({ step }); await new Promise((go) => setTimeout(go, 50)); } })();",
  };
  for (const [what, source] of Object.entries(left)) {
    const endings: Record<string, (page: FakeNotebook) => unknown> = {
      "runs again": (page) => ((page.cells.a = "'new'"), page.run("a")),
      fails: (page) => ((page.cells.a = "nope"), page.run("a")),
      "is ended": (page) => page.kernel.end("a"),
    };
    for (const [how, end] of Object.entries(endings)) {
      test(`${what} ends when the cell ${how}`, async () => {
        const page = new FakeNotebook({ a: source, b: "1" });
        await page.run("a");
        await page.clock.pass(500);
        expect(page.all("living").at(-1)).toMatchObject({ cell: "a", isLiving: true });
        await end(page);
        const before = page.events.length;
        const shown = JSON.stringify(page.outputs.get("a"));
        await page.clock.pass(2000);
        await page.run("b");
        expect(page.events.slice(before).filter((event) => "cell" in event && event.cell === "a")).toEqual([]);
        expect(JSON.stringify(page.outputs.get("a"))).toBe(shown);
        expect(living(page).at(-1)).toBe("a false");
        expect(page.clock.waiting).toBe(0);
      });
    }
  }

  test("lives while it has timers, and for a moment after its last word", async () => {
    const page = new FakeNotebook({ a: "setTimeout(() => show('later'), 3000);\nsetTimeout(() => {}, 10);", b: "1" });
    await page.run("b");
    expect(living(page)).toEqual([]);
    await page.run("a");
    expect(living(page)).toEqual(["a true"]);
    await page.clock.pass(3500);
    expect(textOf(page.outputs.get("a")!)).toBe("later");
    expect(living(page)).toEqual(["a true"]);
    await page.clock.pass(1000);
    expect(living(page)).toEqual(["a true", "a false"]);
  });

  test("tells of what the notebook cannot count once it says something", async () => {
    const page = new FakeNotebook({ a: "void (globalThis.left = (text) => show(text));" });
    await page.run("a");
    expect(living(page)).toEqual([]);
    Reflect.get(globalThis, "left")("by an event");
    await page.clock.pass(40);
    expect(living(page)).toEqual(["a true"]);
    page.kernel.end("a");
    expect(() => Reflect.get(globalThis, "left")("ghost")).toThrow("Stopped");
    expect(textOf(page.outputs.get("a")!)).toBe("by an event");
  });

  test("cleared timers are gone, whoever clears them", async () => {
    const page = new FakeNotebook({
      a: `const id = setInterval(() => show("a"), 10);
const own = self.setTimeout(() => {}, 1e6);
clearTimeout(own); clearTimeout(undefined); clearInterval("x"); clearTimeout(setTimeout(() => show("never"), 10));`,
      b: "clearInterval(id);",
    });
    Reflect.set(globalThis, "self", globalThis);
    await page.run("a");
    await page.clock.pass(35);
    await page.run("b");
    const shown = page.outputs.get("a")!.length;
    await page.clock.pass(500);
    expect(shown).toBeGreaterThan(1);
    expect(page.outputs.get("a")).toHaveLength(shown);
  });

  test("hands arguments over, and wants a function", async () => {
    const page = new FakeNotebook({
      a: "setTimeout((...given) => show(given.join()), 5, 1, 2);",
      b: "setTimeout('show(1)', 5);",
    });
    await page.run("a");
    await page.clock.pass(50);
    expect(textOf(page.outputs.get("a")!)).toBe("1,2");
    expect((await page.run("b")).error!.message).toContain("setTimeout needs a function");
  });

  test("a function of a cell that was ended still waits for whom it is called by", async () => {
    const page = new FakeNotebook({
      a: "const sleep = (ms: number) => new Promise((go) => setTimeout(go, ms));\nconst say = (x: unknown) => show(x);",
      b: "await sleep(20);\n'awake'",
      c: "say(1)",
    });
    await page.run("a");
    page.kernel.end("a");
    expect(textOf((await page.run("b")).outputs)).toBe("awake");
    const { state, error } = await page.run("c");
    expect(state).toBe("error");
    expect(error).toMatchObject({ name: "CellError", line: 1, origin: { cell: "a", line: 2 } });
    expect(error!.message).toContain('Run "a" again');
    expect(page.ran()).toEqual(["a", "b", "c"]);
  });

  test("a loop that waits by timers is stopped with its values kept", async () => {
    const page = new FakeNotebook({
      a: "let n = 0;\nfor (;;) { n++; await new Promise((go) => setTimeout(go, 5)); }",
      b: "n > 3",
    });
    page.clock.after(100, () => page.kernel.stop());
    expect((await page.run("a")).state).toBe("stopped");
    expect(textOf((await page.run("b")).outputs)).toBe("true");
  });

  test("a promise of a former run does not fail the new one", async () => {
    const page = new FakeNotebook({ a: "globalThis.old = () => { throw new Error('of the old run'); };\n1" });
    await page.run("a");
    const old = Reflect.get(globalThis, "old") as () => void;
    page.cells.a = "await new Promise((go) => setTimeout(go, 50));\n2";
    page.clock.after(20, () => {
      try {
        old();
      } catch (error) {
        page.kernel.stray(error);
      }
    });
    expect(await page.run("a")).toMatchObject({ state: "done" });
    expect(page.all("late-error")).toEqual([]);
  });

  test("an error in a function of a cell that was ended is of who called it", async () => {
    const page = new FakeNotebook({ a: "const f = () => {\n  throw new Error('in a');\n};", b: "hook(() => f());\n1" });
    Reflect.set(globalThis, "hook", (call: () => void) => {
      try {
        call();
      } catch (error) {
        page.kernel.stray(error);
      }
    });
    await page.run("a");
    page.kernel.end("a");
    expect(await page.run("b")).toMatchObject({
      state: "error",
      error: { message: "in a", line: 1, origin: { cell: "a" } },
    });
  });

  test("its errors stand among its outputs, in their order", async () => {
    const page = new FakeNotebook({
      a: "show(1);\nsetTimeout(() => { throw new Error('late'); }, 10);\nsetTimeout(() => show(2), 20);",
    });
    await page.run("a");
    await page.clock.pass(100);
    expect(textOf(page.outputs.get("a")!)).toBe("1\nerror\n2");
    expect(page.all("late-error")).toMatchObject([{ cell: "a", error: { message: "late", line: 2 } }]);
  });

  test("its errors are its own, even while another cell runs", async () => {
    const page = new FakeNotebook({
      a: "const late = () => {\n  throw new Error('late');\n};",
      b: "await hook(late); 1",
    });
    Object.assign(globalThis, {
      hook: (late: () => void) => {
        try {
          late();
        } catch (error) {
          page.kernel.stray(
            Object.assign(error as Error, { stack: String((error as Error).stack).split("\n    at eval")[0] }),
          );
        }
      },
    });
    expect((await page.run("b")).state).toBe("done");
    expect(page.all("late-error")).toMatchObject([{ cell: "a", error: { message: "late", line: 2 } }]);
  });
});

describe("memory", () => {
  const tensors =
    "const make = (n) => ({ n, isDisposed: false, dataSync: () => [], dispose() { this.isDisposed = true; } });";

  test("tensors that only the former run held are freed, those of other cells are not", async () => {
    const page = new FakeNotebook({
      a: `${tensors} const all = []; const shared = make(0);`,
      b: "const model = { w: make(1), list: [make(2)], shared }; const own = make(3);",
      c: "all.push(model.w)",
      d: "[model.w.isDisposed, model.list[0].isDisposed, shared.isDisposed, own.isDisposed].join()",
    });
    Object.assign(globalThis, { freed: [] });
    page.cells.b += " globalThis.freed.push(model, own);";
    await page.run("b", "c");
    await page.run("b");
    type Made = { isDisposed: boolean };
    type Model = { w: Made; list: [Made]; shared: Made };
    const [model, own] = (globalThis as unknown as { freed: [Model, Made] }).freed;
    expect([model.w, model.list[0], model.shared, own].map((one) => one.isDisposed)).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

test("a note from beside the cells' code is shown in the cell that runs, and only there", async () => {
  const page = new FakeNotebook({ one: 'import { add } from "mini-rlhf/adder"; show("own")' });
  page.onEvent = ({ type }) => type === "preparing" && page.kernel.note("The second worker ended.");
  expect((await page.run("one")).outputs).toEqual([
    { kind: "text", text: "The second worker ended.", level: "warn", by: "notebook" },
    { kind: "text", text: "own", level: "log" },
  ]);
  page.kernel.note("nobody is there to read this");
  expect(page.outputs.get("one")).toHaveLength(2);
});
