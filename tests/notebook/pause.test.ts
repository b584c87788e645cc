import { describe, expect, it } from "vitest";
import type { ProgressOutput } from "../../src/notebook/output.ts";
import { FakeNotebook } from "./fake-notebook.ts";

const training = `let last = 0;
for (let step = 1; step <= 20; step++) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  last = step;
  await progress({ step, steps: 20, loss: 1 / step });
}
last`;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the training and pauses it on its way. */
async function paused() {
  const page = new FakeNotebook({ a: training });
  const run = page.run("a");
  await wait(60);
  page.kernel.pause();
  await wait(80);
  return { page, run, steps: () => page.all("outputs").length };
}

describe("a training", () => {
  it("rests at its next progress, and goes on where it was", async () => {
    const { page, run, steps } = await paused();
    expect(page.all("paused").map(({ isPaused }) => isPaused)).toEqual([true]);
    await wait(100);
    const before = steps();
    await wait(300);
    expect(steps()).toBe(before);
    expect(page.all("finished")).toEqual([]);
    page.kernel.resume();
    const { state, outputs } = await run;
    expect(state).toBe("done");
    expect(page.all("paused").map(({ isPaused }) => isPaused)).toEqual([true, false]);
    expect((outputs[0] as ProgressOutput).step).toBe(20);
  });

  it("does not count the rest as time", async () => {
    const { page, run } = await paused();
    await wait(600);
    page.kernel.resume();
    const { outputs } = await run;
    expect(page.all("finished")[0]!.seconds).toBeLessThan(0.75);
    expect((outputs[0] as ProgressOutput).timing.seconds).toBeLessThan(0.75);
  });

  it("can be stopped while it rests", async () => {
    const { page, run } = await paused();
    page.kernel.stop();
    expect((await run).state).toBe("stopped");
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
