import { describe, expect, test, vi } from "vitest";
import { NotebookClient, type PageEvent } from "../../../src/notebook/client/client.ts";
import type { InputValues } from "../../../src/notebook/output/output.ts";
import { FakeClock } from "../fake-clock.ts";
import { fakeRegistry } from "../fake-notebook.ts";
import { FakeWorker } from "../fake-worker.ts";

function page(sources: Record<string, string>) {
  const clock = new FakeClock();
  const workers: FakeWorker[] = [];
  const events: PageEvent[] = [];
  /** what the reader has set, by cell */
  const inputs: Record<string, InputValues> = {};
  const client = new NotebookClient({
    createWorker: () => workers[workers.push(new FakeWorker(clock)) - 1]!,
    cells: () =>
      Object.entries(sources).map(([id, source]) => ({ id, source, ...(inputs[id] && { inputs: inputs[id] }) })),
    notify: (event) => events.push(event),
    clock,
  });
  // The cells' own way to wait for something that the notebook cannot stop.
  Reflect.set(globalThis, "nap", (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve)));
  const states = () => events.flatMap((event) => (event.type === "finished" ? [`${event.cell} ${event.state}`] : []));
  const run = (...ids: string[]) => clock.until(client.run(ids));
  return { client, clock, workers, events, inputs, states, run };
}

const endless = "for (;;) { await nap(5); await progress({}); }";
const unstoppable = "for (;;) await nap(5);";

describe("the page's side", () => {
  test("starts its worker at the first run, and keeps it", async () => {
    const { workers, run } = page({ a: "const x = 2;", b: "x" });
    expect(workers).toHaveLength(0);
    const results = await run("b");
    expect([...results.keys()]).toEqual(["a", "b"]);
    expect(results.get("b")).toMatchObject({ state: "done", error: null, outputs: [{ kind: "value" }] });
    await run("a");
    expect(workers).toHaveLength(1);
  });

  test("restarts when it is asked to, with all that runs or waits stopped", async () => {
    const { client, clock, workers, events, states, run } = page({ a: unstoppable, b: "1", c: "const c = 3;" });
    await run("c");
    const both = Promise.all([client.run(["a"]), client.run(["b"])]);
    await clock.pass(20);
    client.restart();
    const [a, b] = await clock.until(both);
    expect([a.get("a")!.state, b.get("b")!.state]).toEqual(["stopped", "stopped"]);
    expect(events.at(-1)).toEqual({ type: "restarted", running: "a", why: "asked" });
    expect(workers[0]!.isEnded).toBe(true);
    expect((await run("b")).get("b")!.state).toBe("done");
    expect(workers).toHaveLength(2);
    expect(states()).toEqual(["c done", "b stopped", "a stopped", "b done"]);
  });

  test("runs one job after the other", async () => {
    const { client, clock, states } = page({ a: "await nap(20)", b: "1" });
    const both = [client.run(["a"]), client.run(["b"])];
    await clock.until(Promise.all(both));
    expect(states()).toEqual(["a done", "b done"]);
  });

  test("runs what the page showed when the run was asked for", async () => {
    const cells = { a: "await nap(20)", b: "1" };
    const { client, clock, run } = page(cells);
    const both = [client.run(["a"]), client.run(["b"])];
    cells.b = "2";
    expect((await clock.until(both[1]!)).get("b")!.outputs).toMatchObject([{ value: { text: "1" } }]);
    expect((await run("b")).get("b")!.outputs).toMatchObject([{ value: { text: "2" } }]);
  });

  test("starts no worker to find out what is out of date", async () => {
    const { client, workers } = page({ a: "1" });
    expect((await client.run([], true)).size).toBe(0);
    expect(workers).toHaveLength(0);
  });

  test("prepares a run where nothing runs, and sends the page once", async () => {
    const { client, clock, workers } = page({ a: "1" });
    client.prepare("a");
    const [worker] = workers;
    expect(worker!.commands).toMatchObject([{ type: "prepare", cell: "a", cells: [{ id: "a" }] }]);
    const run = client.run(["a"]);
    client.prepare("a");
    await clock.until(run);
    expect(worker!.commands.slice(1)).toMatchObject([{ type: "run", cells: null }]);
    expect(workers).toHaveLength(1);
  });

  test("sends of a page that the worker has only what was set, and the worker knows the rest", async () => {
    const { client, clock, workers, inputs } = page({
      a: 'const a = slider("a", { min: 0, max: 9, value: 1 });',
      b: "a",
    });
    await clock.until(client.run(["b"]));
    inputs.a = { a: 5 };
    const results = await clock.until(client.run(["b"]));
    expect(workers[0]!.commands.at(-1)).toMatchObject({
      cells: [
        { id: "a", isSame: true, inputs: { a: 5 } },
        { id: "b", isSame: true },
      ],
    });
    expect(JSON.stringify(workers[0]!.commands.at(-1))).not.toContain("const a");
    expect(results.get("b")).toMatchObject({ state: "done", outputs: [{ value: { text: "5" } }] });
  });

  test("resolves with the error, and does not reject", async () => {
    const { run } = page({ a: "null.x" });
    const result = (await run("a")).get("a")!;
    expect(result).toMatchObject({ state: "error", error: { name: "TypeError", line: 1 } });
    expect(result.outputs.at(-1)!.kind).toBe("error");
  });

  test("stops a cell that listens, and keeps the worker", async () => {
    const { client, clock, workers } = page({ a: endless });
    const running = client.run(["a"]);
    await clock.pass(30);
    client.stop();
    expect((await clock.until(running)).get("a")).toMatchObject({ state: "stopped", error: null });
    await clock.pass(250);
    expect(workers[0]!.isEnded).toBe(false);
  });

  test("ends a worker that does not hear, and starts a new one for the next run", async () => {
    const { client, clock, workers, events, run } = page({ x: "const base = 1;", a: unstoppable, b: "base" });
    await run("x");
    const running = client.run(["a"]);
    await clock.pass(20);
    workers[0]!.isDeaf = true;
    client.stop();
    expect((await clock.until(running)).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
    expect(events.at(-1)).toEqual({ type: "restarted", running: "a", why: "stop" });
    const again = await run("b");
    expect([...again.keys()]).toEqual(["x", "b"]);
    expect(workers).toHaveLength(2);
  });

  test("ends a worker that hears but whose cell never gets to a Stop point", async () => {
    const { client, clock, workers } = page({ a: unstoppable });
    const running = client.run(["a"]);
    await clock.pass(20);
    client.stop();
    expect((await clock.until(running)).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
  });

  const stubborn = {
    "never ends waiting": "await new Promise(() => {});",
    "waits for timers without end": unstoppable,
    "catches its stop": "for (;;) { try { await progress({ step: 1 }); } catch { await nap(5); } await nap(5); }",
  };
  for (const [what, source] of Object.entries(stubborn)) {
    test(`stops in about a second what ${what}`, async () => {
      const { client, clock, workers } = page({ a: source });
      const running = client.run(["a"]);
      await clock.pass(50);
      const begin = clock.now();
      client.stop();
      expect((await clock.until(running)).get("a")!.state).toBe("stopped");
      expect(clock.now() - begin).toBeLessThan(1400);
      expect(workers[0]!.isEnded).toBe(true);
    });
  }

  test("lets a training with long steps end its step", async () => {
    const slow = "for (let step = 1; ; step++) { await nap(300); await progress({ step }); }";
    const { client, clock, workers } = page({ a: slow });
    const running = client.run(["a"]);
    await clock.pass(1000);
    client.stop();
    expect((await clock.until(running)).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(false);
  });

  test("a second Stop does not wait", async () => {
    const { client, clock, workers } = page({ a: unstoppable });
    const running = client.run(["a"]);
    await clock.pass(20);
    client.stop();
    client.stop();
    expect(workers[0]!.isEnded).toBe(true);
    expect((await clock.until(running)).get("a")!.state).toBe("stopped");
  });

  test("drops what waits", async () => {
    const { client, clock } = page({ a: endless, b: "1" });
    const runs = [client.run(["a"]), client.run(["b"])];
    await clock.pass(20);
    client.stop();
    const [a, b] = await clock.until(Promise.all(runs));
    expect([a!.get("a")!.state, b!.get("b")!.state]).toEqual(["stopped", "stopped"]);
  });

  test("an abort of WebAssembly ends the worker; the next run has a new one", async () => {
    const abort =
      "show('before');\nthrow new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS for more info.');";
    const { workers, states, run } = page({ base: "const x = 40;", a: abort, b: "x + 2" });
    const results = await run("base", "a", "b");
    const { state, error, outputs } = results.get("a")!;
    expect({ state, ...error }).toMatchObject({ state: "error", name: "WorkerError", line: 2 });
    expect(error!.message).toBe("This cell needed more memory than the browser gives (Aborted()).");
    expect(error!.hint).toContain("new worker");
    expect(outputs.map(({ kind }) => kind)).toEqual(["text", "error"]);
    expect(results.get("b")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
    expect((await run("b")).get("b")!.outputs).toMatchObject([{ value: { text: "42" } }]);
    expect(workers).toHaveLength(2);
    expect(states().slice(-2)).toEqual(["base done", "b done"]);
  });

  test("so does one that comes after the cell's end", async () => {
    const { clock, workers, events, run } = page({ a: "1" });
    await run("a");
    workers[0]!.stray(new WebAssembly.RuntimeError("memory access out of bounds"));
    await clock.pass(10);
    expect(workers[0]!.isEnded).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "late-error", cell: "a", error: { name: "WorkerError" } });
    expect((await run("a")).get("a")!.state).toBe("done");
  });

  test("a module that did not arrive costs the worker, which might remember that", async () => {
    const load = vi.spyOn(fakeRegistry, "load");
    load.mockRejectedValueOnce(new TypeError("Failed to fetch dynamically imported module: x"));
    const source = 'import { add } from "mini-rlhf/adder";\nadd(1, 2)';
    const { workers, run } = page({ a: source });
    expect((await run("a")).get("a")!.error).toMatchObject({ name: "LoadError" });
    expect((await run("a")).get("a")!.state).toBe("done");
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    load.mockRestore();
  });

  test("a worker that did not arrive is told as such", async () => {
    const { client, clock, workers } = page({ a: endless });
    const running = client.run(["a"]);
    workers[0]!.onerror!({ preventDefault() {} } as ErrorEvent);
    expect((await clock.until(running)).get("a")!.error).toMatchObject({ name: "LoadError" });
  });

  test.each([
    "Uncaught TypeError: Failed to fetch dynamically imported module: https://example.com/worker.js",
    "TypeError: error loading dynamically imported module: https://example.com/worker.js",
    "TypeError: Importing a module script failed.",
  ])("so is one whose program did not: %s", async (message) => {
    const { client, workers } = page({ a: endless });
    const run = client.run(["a"]);
    workers[0]!.onerror!({ message, preventDefault() {} } as ErrorEvent);
    expect((await run).get("a")!.error).toMatchObject({ name: "LoadError" });
  });

  test("a crash is the error of the cell that ran; the next run works", async () => {
    const { client, clock, workers, run } = page({ a: endless, b: "2" });
    const running = client.run(["a"]);
    await clock.pass(20);
    workers[0]!.onerror!({ message: "out of memory", preventDefault() {} } as ErrorEvent);
    const result = (await clock.until(running)).get("a")!;
    expect(result.state).toBe("error");
    expect(result.error!.message).toContain("more memory");
    expect(result.outputs.at(-1)!.kind).toBe("error");
    expect((await run("b")).get("b")!.state).toBe("done");
  });

  test("an error that ends a cell before its turn takes the place of what it showed", async () => {
    const { client, clock, workers, events, run } = page({ a: "show(1); show(2);" });
    await run("a");
    workers[0]!.isDeaf = true;
    const running = client.run(["a"]);
    workers[0]!.onerror!({ message: "gone", preventDefault() {} } as ErrorEvent);
    const { outputs } = (await clock.until(running)).get("a")!;
    expect(outputs).toMatchObject([{ kind: "error", error: { name: "WorkerError" } }]);
    const [began, shown] = events.filter((event) => "serial" in event && event.serial === 0);
    expect([began, shown]).toMatchObject([{ type: "started" }, { type: "outputs", patches: [{ index: 0 }] }]);
  });
});

describe("many runs asked for at once", () => {
  test("send the page once, and are not asked for more than once each", async () => {
    const { client, clock, workers, events } = page({ a: "1", b: "const x = 2;", c: "x" });
    const runs = Array.from({ length: 200 }, (_, index) => client.run([["a", "b", "c"][index % 3]!]));
    const results = await clock.until(Promise.all(runs));
    expect(results.every((result, index) => result.get(["a", "b", "c"][index % 3]!)!.state === "done")).toBe(true);
    const commands = workers[0]!.commands.filter((command) => command.type === "run");
    expect(commands).toHaveLength(200);
    expect(commands.filter(({ cells }) => cells !== null)).toHaveLength(1);
    expect(events.filter(({ type }) => type === "settled")).toHaveLength(200);
  });

  test("send it again when it has changed: a text, an input, or what a cell was answered", async () => {
    const sources = { a: "1" };
    const { client, workers, run } = page(sources);
    const isSent = () =>
      workers.at(-1)!.commands.flatMap((command) => (command.type === "run" ? command.cells !== null : []));
    await run("a");
    await run("a");
    sources.a = "2";
    expect((await run("a")).get("a")!.outputs).toMatchObject([{ value: { text: "2" } }]);
    client.answer("a", "key", 3);
    await run("a");
    expect(isSent()).toEqual([true, false, true, true]);
    client.restart();
    await run("a");
    expect(isSent()).toEqual([true]);
  });
});

describe("a worker that lies", () => {
  const settled = { type: "settled", stale: [], dependents: {} };

  test("that all is done is ended; what it did not do has an error", async () => {
    const { client, clock, workers, events, run } = page({ a: endless, b: "2" });
    const both = client.run(["a", "b"]);
    await clock.pass(20);
    workers[0]!.say({ type: "planned", cells: [], printed: [] }, settled);
    const results = await clock.until(both);
    expect(results.get("a")).toMatchObject({ state: "error", error: { name: "WorkerError" } });
    expect(results.get("b")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
    expect(events.filter(({ type }) => type === "finished")).toHaveLength(2);
    expect((await run("b")).get("b")!.state).toBe("done");
  });

  test("about cells that were not asked for is not heard, and told of once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { client, clock, workers, events } = page({ a: unstoppable, b: "2" });
    const running = client.run(["a"]);
    await clock.pass(20);
    const before = events.length;
    const text = { kind: "text", text: "x", level: "log" };
    workers[0]!.say(
      ...[null, 3, "settled", [], { type: "nonsense" }, { type: "started", cell: "b", serial: 2 }],
      { type: "finished", cell: "b", serial: 2, state: "done", error: null, seconds: 1 },
      ...[
        { type: "planned", cells: ["b"], printed: [] },
        { type: "outputs", cell: "a", serial: 1, patches: [{ index: -1, output: text }] },
      ],
      { type: "outputs", cell: "a", serial: 7, patches: [{ index: 0, output: text }] },
    );
    expect(events).toHaveLength(before);
    workers[0]!.say({ type: "outputs", cell: "a", serial: 1, patches: [{ index: 9, output: text }] });
    expect(client.outputsOf("a")).toEqual([]);
    expect(warn).toHaveBeenCalledOnce();
    expect(String(warn.mock.calls[0])).toMatch(
      /^The notebook's worker said something that the page leaves out: it should be a record, not null\.$/,
    );
    warn.mockRestore();
    client.stop();
    expect((await clock.until(running)).get("a")!.state).toBe("stopped");
  });

  test("in an output has it told in its place; the others stand", async () => {
    const { client, clock, workers } = page({ a: `show("one");\n${unstoppable}` });
    const running = client.run(["a"]);
    await clock.pass(20);
    expect(client.outputsOf("a")).toHaveLength(1);
    const wrong = { kind: "table", columns: ["a"], rows: [["<b>", 2]], more: 0 };
    workers[0]!.say({ type: "outputs", cell: "a", serial: 1, patches: [{ index: 1, output: wrong }] });
    client.stop();
    const { outputs } = (await clock.until(running)).get("a")!;
    expect(outputs).toMatchObject([
      { kind: "text", text: "one" },
      {
        kind: "text",
        by: "notebook",
        text: "Something that this cell showed cannot be drawn: it needs a value per column in each row.",
      },
    ]);
  });
});
