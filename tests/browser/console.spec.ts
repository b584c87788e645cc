import { consoleMethods } from "../../src/notebook/cell-api/console.ts";
import { cellAt, run } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

test.beforeEach(({ page }) => page.goto("./gpt-basics/").then(() => {}));

const tf = 'import * as tf from "@tensorflow/tfjs";\n';

test("every method of this browser's console is one of a cell's", async ({ page }) => {
  const ofPage = await page.evaluate(() =>
    Object.entries(console).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  expect(ofPage.length).toBeGreaterThan(20);
  expect(ofPage.filter((name) => !(consoleMethods as readonly string[]).includes(name))).toEqual([]);
  const calls = ofPage.map((name) => `console[${JSON.stringify(name)}]("a %d", 1);`).join("\n");
  expect((await run(cellAt(page, 0), calls)).state).toBe("done");
});

test("lines, groups and tables look as in a browser's tools", async ({ page }) => {
  const cell = cellAt(page, 0);
  const source = `console.log("%s has %d tokens", "answer", 12);
console.group("group");
console.info("info");
console.debug("debug");
console.warn("warn");
console.error("error");
console.groupEnd();
console.table([{ name: "sft", loss: 1.5 }, { name: "ppo", loss: 0.25 }]);
console.table([[1, 2], [3, 4]]);
console.count();
console.assert(1 > 2, "one is not more than %d", 2);`;
  await run(cell, source);
  await expect(cell.locator(".out-text pre").first()).toHaveText("answer has 12 tokens\ngroup");
  const colours = await cell
    .locator(".out-text pre")
    .evaluateAll((all) => all.slice(0, 5).map((one) => getComputedStyle(one).color));
  expect(new Set(colours).size).toBe(5);
  await expect(cell.locator("table").first().locator("th")).toHaveText(["(index)", "name", "loss"]);
  await expect(cell.locator("table").nth(1).locator("tbody tr").nth(1).locator("td")).toHaveText(["1", "3", "4"]);
  await run(cell, 'console.log("before"); console.clear(); console.log("after");');
  await expect(cell.locator(".out-text:visible")).toHaveText("after");
});

test("what TensorFlow.js prints shows in the cell that called it", async ({ page }) => {
  const source = `${tf}const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
tf.tensor1d([1, 2]).print();
tf.print(tf.ones([2]));
model.summary();
console.log(tf.memory().numTensors > 0);
setTimeout(() => tf.tensor1d([7]).print(), 300);`;
  const cell = cellAt(page, 0);
  const { outputs } = await run(cell, source);
  const text = outputs.map((output) => (output.kind === "text" ? output.text : output.kind)).join("\n");
  expect(text).toMatch(/Tensor\s+\[1, 2\]\s+Tensor\s+\[1, 1\]/);
  expect(text).toMatch(/Layer \(type\).*dense_Dense1 \(Dense\).*Total params: 9/s);
  expect(text).toContain("true");
  // Another cell runs when the timer fires.
  await run(cellAt(page, 1), 'await new Promise((done) => setTimeout(done, 600)); "done"');
  await expect(cell.locator(".out-text pre").last()).toContainText("[7]");
  await expect(cellAt(page, 1).locator(".out-text")).toHaveText("done");
});

test("another backend: told what it costs, and the next cells have the engine", async ({ page }) => {
  const cell = cellAt(page, 0);
  const other = `${tf}await tf.setBackend("cpu");\nconst made = tf.tensor1d([1, 2, 3]);\ntf.getBackend();`;
  const { outputs } = await run(cell, other);
  const notes = outputs.flatMap((output) => (output.kind === "text" && output.by === "notebook" ? [output.text] : []));
  expect(notes[0]).toMatch(
    /now computes on TensorFlow\.js’s backend “cpu”, about .* times slower here than the book’s engine/,
  );
  expect(notes[1]).toContain("the backend “wasm”");
  await expect(cell.getByText("times slower here")).toBeVisible();
  const next = await run(cellAt(page, 1), `${tf}[tf.getBackend(), tf.sum(made).dataSync()[0]].join()`);
  expect(next).toMatchObject({ state: "done", outputs: [{ text: "wasm,6" }] });

  for (const source of [
    `${tf}await tf.setBackend("cpu");\nthrow new Error("no");`,
    `${tf}tf.env().set("DEBUG", true);\ntf.engine().startScope();`,
  ]) {
    await run(cell, source);
    const after = await run(cellAt(page, 1), `${tf}[tf.getBackend(), tf.env().getBool("DEBUG")].join()`);
    expect(after).toMatchObject({ outputs: [{ text: "wasm,false" }] });
  }
});

test("a removed engine ends the worker, with words, and the next run has a new one", async ({ page }) => {
  const { error } = await run(cellAt(page, 0), `${tf}tf.removeBackend("wasm");`);
  expect(error!.message).toContain("removed TensorFlow.js’s backend “wasm”");
  const next = await run(cellAt(page, 1), `${tf}tf.sum(tf.ones([3])).dataSync()[0]`);
  expect(next).toMatchObject({ state: "done", outputs: [{ value: { text: "3" } }] });
});
