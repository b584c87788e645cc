import { describe, expect, it } from "vitest";
import type { ProgressOutput } from "../../../src/notebook/output/output.ts";
import { FakeNotebook } from "../fake-notebook.ts";

const training = `let last = 0;
for (let step = 1; step <= 20; step++) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  last = step;
  await progress({ step, steps: 20, loss: 1 / step });
}
last`;

/** Starts the training and pauses it on its way. */
async function paused() {
  const page = new FakeNotebook({ a: training });
  const run = page.kernel.run(["a"], page.sources());
  await page.clock.pass(60);
  page.kernel.pause();
  await page.clock.pass(20);
  return { page, run, steps: () => page.all("outputs").length };
}

describe("a training", () => {
  it("rests at its next progress, and goes on where it was", async () => {
    const { page, run, steps } = await paused();
    expect(page.all("paused").map(({ isPaused }) => isPaused)).toEqual([true]);
    const before = steps();
    await page.clock.pass(10_000);
    expect(steps()).toBe(before);
    expect(page.all("finished")).toEqual([]);
    page.kernel.resume();
    await page.clock.until(run);
    expect(page.all("finished")).toMatchObject([{ state: "done" }]);
    expect(page.all("paused").map(({ isPaused }) => isPaused)).toEqual([true, false]);
    expect((page.outputs.get("a")![0] as ProgressOutput).step).toBe(20);
  });

  it("does not count the rest as time", async () => {
    const { page, run } = await paused();
    await page.clock.pass(60_000);
    page.kernel.resume();
    await page.clock.until(run);
    expect(page.all("finished")[0]!.seconds).toBeCloseTo(0.2, 6);
    expect((page.outputs.get("a")![0] as ProgressOutput).timing.seconds).toBeCloseTo(0.19, 6);
  });

  it("can be stopped while it rests", async () => {
    const { page, run } = await paused();
    page.kernel.stop();
    await page.clock.until(run);
    expect(page.all("finished")).toMatchObject([{ state: "stopped" }]);
    expect(page.all("paused")).toHaveLength(1);
    page.cells.b = "1";
    expect((await page.run("b")).state).toBe("done");
  });

  it("is not held by a pause that nobody asked of it", async () => {
    const page = new FakeNotebook({ a: "for (let step = 1; step < 5; step++) await progress({ step });" });
    page.kernel.pause();
    page.kernel.resume();
    expect((await page.run("a")).state).toBe("done");
  });
});
