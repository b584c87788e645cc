import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotebookClient, type PageEvent } from "../../../src/notebook/client/client.ts";
import { FakeClock } from "../fake-clock.ts";
import { FakeWorker } from "../fake-worker.ts";
import { textOf } from "../fake-notebook.ts";
import type { Output } from "../../../src/notebook/output/output.ts";

/**
 * Whatever a reader does, and in whatever order: what stands below a cell are the lines of its latest
 * run, all of them and in their order, and nothing after a reset.
 */

const cells = ["a", "b", "c"] as const;
type Cell = (typeof cells)[number];

/** Ways to go on after the end of a cell's code; each line says of which run it is, and its number. */
const goingOn: Record<string, string> = {
  nothing: "",
  interval: "setInterval(() => line(), 30);",
  timeouts: "const again = () => setTimeout(() => { line(); again(); }, 70);\nagain();",
  "unawaited loop": "void (async () => { for (;;) { await new Promise((go) => setTimeout(go, 45)); line(); } })();",
  "unknown timers": "void (async () => { for (;;) { await nap(55); line(); } })();",
  "long body": "for (let i = 0; i < 5; i++) { await new Promise((go) => setTimeout(go, 25)); line(); }",
  failing: "setTimeout(() => line(), 40);\nnull.x;",
};

const sourceOf = (cell: Cell, way: string): string => `const tag = "${cell}" + newRun();
let n = 0;
const line = () => console.log(tag + ":" + n++);
line();
${goingOn[way]}
const ${cell}Value = 1;`;

type Step =
  | { do: "run" | "reset" | "stop"; cell: Cell }
  | { do: "edit"; cell: Cell; way: string }
  | { do: "pass"; ms: number }
  | { do: "stop all" | "restart" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("run" as const), cell: fc.constantFrom(...cells) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("reset" as const, "stop" as const), cell: fc.constantFrom(...cells) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      cell: fc.constantFrom(...cells),
      way: fc.constantFrom(...Object.keys(goingOn)),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("stop all" as const, "restart" as const) }) },
);

/** A page as code-cell.ts keeps it, with all that a reader can do on it. */
class Page {
  readonly clock = new FakeClock();
  readonly ways = new Map<Cell, string>(cells.map((cell) => [cell, "interval"]));
  readonly shown = new Map<string, Output[]>();
  readonly living = new Set<string>();
  /** reset, and not begun again since */
  readonly reset = new Set<string>();
  /** by cell: how often one of its runs was begun, the newest last */
  readonly runs: string[] = [];
  readonly client = new NotebookClient({
    createWorker: () => new FakeWorker(this.clock),
    cells: () => cells.map((id) => ({ id, source: sourceOf(id, this.ways.get(id)!) })),
    notify: (event) => this.#hear(event),
    clock: this.clock,
  });
  #serials = new Map<string, number>();
  #count = 0;

  constructor() {
    Reflect.set(globalThis, "newRun", () => ++this.#count);
    Reflect.set(globalThis, "nap", (ms: number) => new Promise<void>((go) => this.clock.after(ms, go)));
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case "run":
        return void this.client.run([step.cell]);
      case "stop":
        return this.client.end(step.cell);
      case "edit":
        return void this.ways.set(step.cell, step.way);
      case "pass":
        return this.clock.pass(step.ms);
      case "stop all":
        return this.client.stop();
      case "restart":
        return this.client.restart();
      case "reset":
        if (this.client.isBusy) this.client.stop();
        this.client.end(step.cell);
        this.shown.set(step.cell, []);
        this.reset.add(step.cell);
    }
  }

  #hear(event: PageEvent): void {
    if (event.type === "restarted") this.living.clear();
    if (!("serial" in event)) return;
    const { cell, serial } = event;
    if (event.type === "living") this.living[event.isLiving ? "add" : "delete"](cell);
    if (event.type === "outputs") expect(serial).toBe(this.#serials.get(cell));
    if (event.type === "started") {
      this.#serials.set(cell, serial);
      this.shown.set(cell, []);
      this.living.delete(cell);
      this.reset.delete(cell);
    }
    if (event.type !== "outputs") return;
    expect(this.reset.has(cell), `${cell} was reset`).toBe(false);
    for (const { index, output } of event.patches) this.shown.get(cell)![index] = output;
  }
}

/** The lines of one run, from its first on. */
function expectOneRun(cell: string, outputs: Output[]): void {
  expect(
    outputs.every((output) => output !== undefined),
    `${cell} has no gap`,
  ).toBe(true);
  const lines = textOf(outputs.filter(({ kind }) => kind === "text"))
    .split("\n")
    .filter(Boolean);
  if (lines.length === 0) return;
  const tag = lines[0]!.split(":")[0];
  expect(tag).toMatch(new RegExp(`^${cell}\\d+$`));
  expect(lines).toEqual(lines.map((_, index) => `${tag}:${index}`));
}

describe("outputs belong to their run", () => {
  test("whatever a reader does", async () => {
    const steps = fc.array(step, { minLength: 3, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const page = new Page();
        const newest = new Map<string, number>();
        for (const one of given) {
          await page.take(one);
          for (const [cell, outputs] of page.shown) {
            expectOneRun(cell, outputs);
            const run = Number(/\d+/.exec(textOf(outputs))?.[0] ?? 0);
            // A run that has been seen does not come back once another one has taken its place.
            expect(run === 0 || run >= (newest.get(cell) ?? 0)).toBe(true);
            newest.set(cell, Math.max(run, newest.get(cell) ?? 0));
          }
        }
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  test("and nothing is lost: a line that was said is shown, while others run and while none does", async () => {
    const schedule = fc.array(
      fc.record({ run: fc.constantFrom<Cell>("b", "c"), ms: fc.integer({ min: 1, max: 150 }) }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("interval", "timeouts", "unawaited loop", "unknown timers"),
        schedule,
        async (way, given) => {
          const page = new Page();
          page.ways.set("a", way);
          page.ways.set("b", "long body");
          await page.clock.until(page.client.run(["a"]));
          const begin = page.clock.now();
          for (const { run, ms } of given) {
            void page.client.run([run]);
            await page.clock.pass(ms);
          }
          await page.clock.pass(500);
          const lines = textOf(page.shown.get("a")!).split("\n").length;
          const every = { interval: 30, timeouts: 70, "unawaited loop": 45, "unknown timers": 55 }[way];
          // One for each beat; the last ones may be on their way.
          const beats = Math.floor((page.clock.now() - begin) / every);
          expect(lines).toBeGreaterThanOrEqual(beats - 2);
          expect(lines).toBeLessThanOrEqual(beats + 2);
          expect([...page.living]).toContain("a");
        },
      ),
      { numRuns: 20, seed: 12 },
    );
  });

  test("a stopped one is silent, and says so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(goingOn)), fc.integer({ min: 1, max: 300 }), async (way, ms) => {
        const page = new Page();
        page.ways.set("a", way);
        await page.clock.until(page.client.run(["a"]));
        await page.clock.pass(ms);
        page.client.end("a");
        const shown = textOf(page.shown.get("a")!);
        await page.clock.pass(500);
        expect(textOf(page.shown.get("a")!)).toBe(shown);
        expect([...page.living]).toEqual([]);
      }),
      { numRuns: 30, seed: 12 },
    );
  });
});
