import { availableParallelism } from "node:os";
import type { Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { crewFor } from "../../snippets/workers/crew.ts";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";
import { countWorkers, inWorkersNamed } from "./worker-targets.ts";

/** The other workers of a training, as the worker that runs the cells starts and ends them. */
const crew = crewFor({ cores: availableParallelism() });
const others = Math.max(crew.learn, crew.read) - 1;
const chapter = "./gpt-basics/";
const trains = { tag: "@trains" };

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

/** Trains for so many steps, with something else after each; shows when it has been helped. */
const training = (steps: number, after = "") => `import { pretrain } from "mini-rlhf/pretrain";
import { createRng } from "mini-rlhf/random";
import { initGPT } from "mini-rlhf/init-gpt";
import { corpusRows } from "mini-rlhf/training-recipe";
import { otherWorkers } from "mini-rlhf/other-workers";
import { gptConfig } from "mini-rlhf/sizes";
const rng = createRng(1);
const model = initGPT(gptConfig("S"), rng.fork("weights"));
let isHelped = false;
for await (const step of pretrain({ model, rows: corpusRows(rng, 4, 17), steps: ${steps} })) {
  await progress(step);
  if (!isHelped && otherWorkers().done > 5) {
    isHelped = true;
    show("it has " + "helped");
  }
  ${after}
}
show(otherWorkers());`;

async function run(page: Page, source: string) {
  return page
    .locator("code-cell")
    .first()
    .evaluate((element, text) => {
      const cell = element as CodeCell;
      cell.source = text;
      return cell.run();
    }, source);
}

/** Trains until another worker has done a few shards. */
const untilHelped = training(100_000, "if (isHelped) break;");

/** Trains until no other worker is left. */
const untilAlone = training(100_000, "if (isHelped && otherWorkers().ready === 0) break;");

/** Another worker may be broken only once it is there: it starts while the first trains. */
async function hasHelped(page: Page) {
  const cell = page.locator("code-cell").first();
  await expect(cell).toContainText("it has helped", patient);
}

test("a training starts other workers; they end with the first, whatever that does", trains, async ({ page }) => {
  const { state, outputs } = await run(page, untilHelped);
  expect(state).toBe("done");
  expect(JSON.stringify(outputs)).not.toContain('"warn"');
  expect(await countWorkers(page)).toBe(1 + others);
  const endless = run(page, "while (true);");
  const cell = page.locator("code-cell").first();
  await expect(cell).toHaveAttribute("data-state", "running");
  await cell.evaluate((element) => (element as CodeCell).stop());
  expect((await endless).state).toBe("stopped");
  await expect.poll(() => countWorkers(page), patient).toBe(0);
});

test("a training that is stopped can be run again, with the same workers", trains, async ({ page }) => {
  for (let i = 0; i < 2; i++) {
    const running = run(page, `${training(100_000)} // ${i}`);
    const cell = page.locator("code-cell").first();
    await expect(cell).toContainText(/step [1-9]\d/, patient);
    await cell.evaluate((element) => (element as CodeCell).stop());
    expect((await running).state).toBe("stopped");
    expect(await countWorkers(page)).toBe(1 + others);
  }
  expect((await run(page, untilHelped)).state).toBe("done");
});

test("another worker that breaks is told of, and training goes on", trains, async ({ page }) => {
  const running = run(page, untilAlone);
  await hasHelped(page);
  await inWorkersNamed(page, "other worker", 'setTimeout(() => { throw new Error("broken on purpose"); })');
  const { state, outputs } = await running;
  expect(state).toBe("done");
  const notes = outputs.filter((output) => output.kind === "text" && output.level === "warn");
  expect(notes).toHaveLength(others);
  expect(JSON.stringify(notes)).toMatch(/Another worker failed .*broken on purpose.*goes on with one/);
  await expect.poll(() => countWorkers(page)).toBe(1);
});

test("nor is one waited for that has gone silent", trains, async ({ page }) => {
  const running = run(page, untilAlone);
  await hasHelped(page);
  await inWorkersNamed(page, "other worker", "setTimeout(() => self.close())");
  const { state, outputs } = await running;
  expect(state).toBe("done");
  expect(JSON.stringify(outputs)).toMatch(/Another worker does not answer/);
});
