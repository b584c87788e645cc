import { describe, expect, test, vi } from "vitest";
import { type ClientOptions, NotebookClient, type PageEvent, type WorkerLike } from "../../src/notebook/client.ts";
import { Kernel } from "../../src/notebook/kernel.ts";
import type { Command, KernelEvent } from "../../src/notebook/protocol.ts";
import { fakeRegistry } from "./fake-notebook.ts";

type Patience = Pick<ClientOptions, "stopMs" | "unwindMs">;

/** A worker in the same thread. `isDeaf` stands for one whose cell never gives the thread back. */
class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  isEnded = false;
  isDeaf = false;
  #kernel = new Kernel({
    registry: fakeRegistry,
    readFile: () => Promise.reject(new Error("no files")),
    emit: (data: KernelEvent) => {
      if (!this.isEnded) this.onmessage?.({ data: structuredClone(data) } as MessageEvent<KernelEvent>);
    },
  });

  postMessage(command: Command): void {
    if (command.type === "run") void this.#kernel.run(command.targets, command.cells);
    else if (!this.isDeaf) setTimeout(() => this.#kernel.stop());
  }

  stray(thrown: unknown): void {
    this.#kernel.stray(thrown);
  }

  terminate(): void {
    this.isEnded = true;
    this.#kernel.stop();
  }
}

const short = { stopMs: 80, unwindMs: 40 };

function page(sources: Record<string, string>, patience: Patience = short) {
  const workers: FakeWorker[] = [];
  const events: PageEvent[] = [];
  const client = new NotebookClient({
    createWorker: () => workers[workers.push(new FakeWorker()) - 1]!,
    cells: () => Object.entries(sources).map(([id, source]) => ({ id, source })),
    notify: (event) => events.push(event),
    ...patience,
  });
  const states = () =>
    events.flatMap((event) => (event.type === "finished" ? [`${event.cell} ${event.state}`] : []));
  return { client, workers, events, states };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const endless = "for (;;) { await new Promise((r) => setTimeout(r, 5)); await progress({}); }";
const unstoppable = "for (;;) await new Promise((r) => setTimeout(r, 5));";

describe("the page's side", () => {
  test("starts its worker at the first run, and keeps it", async () => {
    const { client, workers } = page({ a: "const x = 2;", b: "x" });
    expect(workers).toHaveLength(0);
    const results = await client.run(["b"]);
    expect([...results.keys()]).toEqual(["a", "b"]);
    expect(results.get("b")).toMatchObject({ state: "done", error: null, outputs: [{ kind: "value" }] });
    await client.run(["a"]);
    expect(workers).toHaveLength(1);
  });

  test("restarts when it is asked to, with all that runs or waits stopped", async () => {
    const { client, workers, events, states } = page({ a: unstoppable, b: "1", c: "const c = 3;" });
    await client.run(["c"]);
    const both = Promise.all([client.run(["a"]), client.run(["b"])]);
    await wait(20);
    client.restart();
    const [a, b] = await both;
    expect([a.get("a")!.state, b.get("b")!.state]).toEqual(["stopped", "stopped"]);
    expect(events.at(-1)).toEqual({ type: "restarted", running: "a", why: "asked" });
    expect(workers[0]!.isEnded).toBe(true);
    expect((await client.run(["b"])).get("b")!.state).toBe("done");
    expect(workers).toHaveLength(2);
    expect(states()).toEqual(["c done", "b stopped", "a stopped", "b done"]);
  });

  test("runs one job after the other", async () => {
    const { client, states } = page({ a: "await new Promise((r) => setTimeout(r, 20))", b: "1" });
    const both = [client.run(["a"]), client.run(["b"])];
    await Promise.all(both);
    expect(states()).toEqual(["a done", "b done"]);
  });

  test("runs what the page showed when the run was asked for", async () => {
    const cells = { a: "await new Promise((r) => setTimeout(r, 20))", b: "1" };
    const { client } = page(cells);
    const both = [client.run(["a"]), client.run(["b"])];
    cells.b = "2";
    expect((await both[1]!).get("b")!.outputs).toMatchObject([{ value: { text: "1" } }]);
    expect((await client.run(["b"])).get("b")!.outputs).toMatchObject([{ value: { text: "2" } }]);
  });

  test("starts no worker to find out what is out of date", async () => {
    const { client, workers } = page({ a: "1" });
    expect((await client.run([], true)).size).toBe(0);
    expect(workers).toHaveLength(0);
  });

  test("resolves with the error, and does not reject", async () => {
    const { client } = page({ a: "null.x" });
    const result = (await client.run(["a"])).get("a")!;
    expect(result).toMatchObject({ state: "error", error: { name: "TypeError", line: 1 } });
    expect(result.outputs.at(-1)!.kind).toBe("error");
  });

  test("stops a cell that listens, and keeps the worker", async () => {
    const { client, workers } = page({ a: endless });
    const run = client.run(["a"]);
    await wait(30);
    client.stop();
    expect((await run).get("a")).toMatchObject({ state: "stopped", error: null });
    await wait(250);
    expect(workers[0]!.isEnded).toBe(false);
  });

  test("ends a worker that does not hear, and starts a new one for the next run", async () => {
    const { client, workers, events } = page({ x: "const base = 1;", a: unstoppable, b: "base" });
    await client.run(["x"]);
    const run = client.run(["a"]);
    await wait(20);
    workers[0]!.isDeaf = true;
    client.stop();
    expect((await run).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
    expect(events.at(-1)).toEqual({ type: "restarted", running: "a", why: "stop" });
    const again = await client.run(["b"]);
    expect([...again.keys()]).toEqual(["x", "b"]);
    expect(workers).toHaveLength(2);
  });

  test("ends a worker that hears but whose cell never gets to a Stop point", async () => {
    const { client, workers } = page({ a: unstoppable });
    const run = client.run(["a"]);
    await wait(20);
    client.stop();
    expect((await run).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
  });

  const stubborn = {
    "never ends waiting": "await new Promise(() => {});",
    "waits for timers without end": unstoppable,
    "catches its stop": "for (;;) { try { await progress({ step: 1 }); } catch { await new Promise((r) => setTimeout(r, 5)); } }",
  };
  for (const [what, source] of Object.entries(stubborn)) {
    test(`stops in about a second what ${what}`, async () => {
      const { client, workers } = page({ a: source }, {});
      const run = client.run(["a"]);
      await wait(50);
      const begin = performance.now();
      client.stop();
      expect((await run).get("a")!.state).toBe("stopped");
      expect(performance.now() - begin).toBeLessThan(1400);
      expect(workers[0]!.isEnded).toBe(true);
    });
  }

  test("lets a training with long steps end its step", async () => {
    const slow = "for (let step = 1; ; step++) { await new Promise((r) => setTimeout(r, 300)); await progress({ step }); }";
    const { client, workers } = page({ a: slow });
    const run = client.run(["a"]);
    await wait(1000);
    client.stop();
    expect((await run).get("a")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(false);
  });

  test("a second Stop does not wait", async () => {
    const { client, workers } = page({ a: unstoppable });
    const run = client.run(["a"]);
    await wait(20);
    client.stop();
    client.stop();
    expect(workers[0]!.isEnded).toBe(true);
    expect((await run).get("a")!.state).toBe("stopped");
  });

  test("drops what waits", async () => {
    const { client } = page({ a: endless, b: "1" });
    const runs = [client.run(["a"]), client.run(["b"])];
    await wait(20);
    client.stop();
    const [a, b] = await Promise.all(runs);
    expect([a!.get("a")!.state, b!.get("b")!.state]).toEqual(["stopped", "stopped"]);
  });

  test("an abort of WebAssembly ends the worker; the next run has a new one", async () => {
    const abort = "show('before');\nthrow new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS for more info.');";
    const { client, workers, states } = page({ base: "const x = 40;", a: abort, b: "x + 2" });
    const results = await client.run(["base", "a", "b"]);
    const { state, error, outputs } = results.get("a")!;
    expect({ state, ...error }).toMatchObject({ state: "error", name: "WorkerError", line: 2 });
    expect(error!.message).toBe("This cell needed more memory than the browser gives (Aborted()).");
    expect(error!.hint).toContain("new worker");
    expect(outputs.map(({ kind }) => kind)).toEqual(["text", "error"]);
    expect(results.get("b")!.state).toBe("stopped");
    expect(workers[0]!.isEnded).toBe(true);
    expect((await client.run(["b"])).get("b")!.outputs).toMatchObject([{ value: { text: "42" } }]);
    expect(workers).toHaveLength(2);
    expect(states().slice(-2)).toEqual(["base done", "b done"]);
  });

  test("so does one that comes after the cell's end", async () => {
    const { client, workers, events } = page({ a: "1" });
    await client.run(["a"]);
    workers[0]!.stray(new WebAssembly.RuntimeError("memory access out of bounds"));
    expect(workers[0]!.isEnded).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "late-error", cell: "a", error: { name: "WorkerError" } });
    expect((await client.run(["a"])).get("a")!.state).toBe("done");
  });

  test("a module that did not arrive costs the worker, which might remember that", async () => {
    const load = vi.spyOn(fakeRegistry, "load");
    load.mockRejectedValueOnce(new TypeError("Failed to fetch dynamically imported module: x"));
    const source = 'import { add } from "mini-rlhf/adder";\nadd(1, 2)';
    const { client, workers } = page({ a: source });
    expect((await client.run(["a"])).get("a")!.error).toMatchObject({ name: "LoadError" });
    expect((await client.run(["a"])).get("a")!.state).toBe("done");
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    load.mockRestore();
  });

  test("a worker that did not arrive is told as such", async () => {
    const { client, workers } = page({ a: endless });
    const run = client.run(["a"]);
    workers[0]!.onerror!({ preventDefault() {} } as ErrorEvent);
    expect((await run).get("a")!.error).toMatchObject({ name: "LoadError" });
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
    const { client, workers } = page({ a: endless, b: "2" });
    const run = client.run(["a"]);
    await wait(20);
    workers[0]!.onerror!({ message: "out of memory", preventDefault() {} } as ErrorEvent);
    const result = (await run).get("a")!;
    expect(result.state).toBe("error");
    expect(result.error!.message).toContain("more memory");
    expect(result.outputs.at(-1)!.kind).toBe("error");
    expect((await client.run(["b"])).get("b")!.state).toBe("done");
  });
});
