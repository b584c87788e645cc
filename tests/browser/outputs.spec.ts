import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, patient, run } from "./cell.ts";
import { lightSeconds } from "../../src/notebook/base/light-seconds.ts";
import { expect, test } from "./fixtures.ts";

/** Outputs as a reader meets them: they answer to pointer, finger and keys. */
const chapter = "./gpt-basics/";

test.beforeEach(({ page }) => page.goto(chapter).then(() => {}));

test("moving a slider runs its cheap cell again, and keeps the slider in hand", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(
    cell,
    'const beta = slider("beta", { min: 0, max: 1, step: 0.1, value: 0.1 });\nshow(`twice ${(2 * beta).toFixed(1)}`);',
  );
  const below = cellAt(page, 1);
  await run(below, "beta");
  const slider = cell.getByRole("slider", { name: "beta" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell.locator(".out-text")).toHaveText("twice 0.4");
  await page.keyboard.press("ArrowRight");
  await expect(cell.locator(".out-text")).toHaveText("twice 0.6");
  await expect(slider).toBeFocused();
  await expect(cell.locator("output")).toHaveText("0.3");
  await expect(cell).toHaveAttribute("data-state", "done");
  await expect(below).toHaveAttribute("data-state", "stale");
  expect(await cell.evaluate((element) => (element as CodeCell).inputs)).toEqual({ beta: 0.3 });
});

test("a printed slider answers before anything has run", async ({ page }) => {
  await page.goto("./ppo/");
  const cell = page.locator("#cell-gae");
  const printed = await cell.locator(".cell-output").textContent();
  const slider = cell.getByRole("slider", { name: "lambda" });
  await slider.scrollIntoViewIfNeeded();
  await expect(slider).toBeEnabled();
  await slider.press("Home");
  await expect(cell).toHaveAttribute("data-state", "done");
  const lambda = cell.locator('[data-key="lambda"]');
  await expect(lambda.locator("output")).toHaveText("0");
  expect(await cell.locator(".cell-output").textContent()).not.toBe(printed);
  await lambda.locator(".input-reset").click();
  await expect(lambda.locator("output")).toHaveText("0.95");
});

test("a value outlives the reload, and Reset of the input takes it back", async ({ page }) => {
  const source = 'const prompt = textInput("prompt", { value: "name a bird" });\nprompt.toUpperCase()';
  const cell = cellAt(page, 0);
  await run(cell, source);
  await cell.getByRole("textbox", { name: "prompt" }).fill("hello");
  await page.keyboard.press("Enter");
  await expect(cell.locator(".out-value, .out-text")).toContainText("HELLO");
  await page.reload();
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell.locator(".out-value, .out-text")).toContainText("HELLO");
  await cell.locator(".input-reset").click();
  await expect(cell.locator(".out-value, .out-text")).toContainText("NAME A BIRD");
  expect(await cell.evaluate((element) => (element as CodeCell).inputs)).toEqual({});
});

test("an expensive cell is not run by a slider, only marked", async ({ page }) => {
  const cell = cellAt(page, 0);
  const source = `const rounds = slider("rounds", { min: 1, max: 20 });
await new Promise((resolve) => setTimeout(resolve, ${1000 * lightSeconds + 300}));
show("rounds " + rounds);`;
  await run(cell, source);
  await cell.getByRole("slider").press("ArrowRight");
  await expect(cell).toHaveAttribute("data-state", "edited");
  await expect(cell.locator(".cell-state")).toHaveText("input changed since the last run; a run takes about 2 s");
  await expect(cell.locator(".out-text")).toHaveText("rounds 1");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell.locator(".out-text")).toHaveText("rounds 2");
  await expect(cell).toHaveAttribute("data-state", "done");
});

test("a reader ranks answers by keys, and the cell goes on", async ({ page }) => {
  const cell = cellAt(page, 0);
  await cell.evaluate((element) => {
    (element as CodeCell).source = `const answers = ["a robin", "no", "a wren"];
const order = await askRanking("request 1", { prompt: "name a bird", answers });
show(order.map((index) => answers[index]).join(" > "));`;
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  const items = cell.locator(".input-ranking li");
  await expect(items).toHaveCount(3);
  await items.nth(2).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(items.first()).toBeFocused();
  await expect(items.first()).toContainText("a wren");
  await cell
    .getByRole("button", { name: /^Worse/ })
    .nth(1)
    .click();
  await cell.getByRole("button", { name: "Done" }).click();
  expect((await result).state).toBe("done");
  await expect(cell.locator(".out-text")).toHaveText("a wren > no > a robin");
  await expect(cell).toHaveAttribute("data-state", "done");
  // Asked once: the next run knows the answer.
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell.locator(".out-text")).toHaveText("a wren > no > a robin");
  await expect(cell.getByRole("button", { name: "Done" })).toHaveCount(0);
});

test("and by dragging", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, 'show(ranking("r", { answers: ["a", "b", "c"] }).join());');
  const items = cell.locator(".input-ranking li");
  await items.nth(1).evaluate((item) => item.scrollIntoView({ block: "center", behavior: "instant" }));
  const [from, to] = [(await items.nth(2).boundingBox())!, (await items.nth(0).boundingBox())!];
  await page.mouse.move(from.x + 60, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect(items.first()).toContainText("c");
  await expect(cell.locator(".out-text")).toHaveText("2,0,1");
});

test("a cell that waits for its reader can be stopped, and the notebook lives on", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cellAt(page, 1), "const kept = 42;");
  await cell.evaluate((element) => {
    (element as CodeCell).source = 'await askRanking("r", { answers: ["a", "b"] });';
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell.getByRole("button", { name: "Done" })).toBeVisible();
  await cell.evaluate((element) => (element as CodeCell).stop());
  expect((await result).state).toBe("stopped");
  // The worker was not ended for it.
  await expect(cell.locator(".cell-note")).not.toContainText("started anew");
});

const lines = `lineChart({ title: "Loss", x: "step", y: "loss", series: [
  { name: "train", points: [[1, 4], [2, 3], [3, 2.5]] },
  { name: "held out", points: [[1, 4.2], [3, 2.75, 2.5, 3]] },
] });`;

test("a chart is read by pointer and by keys", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, lines);
  const readout = cell.locator(".out-readout");
  const svg = cell.locator("svg.chart");
  await svg.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const box = (await svg.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
  await expect(readout).toHaveText("step 1: train 4, held out 4.2");
  await expect(cell.locator(".chart-ring")).toHaveCount(2);
  await page.mouse.move(box.x + box.width * 0.5, box.y - 60);
  await expect(readout).toHaveText("");
  await cell.locator(".out-body").focus();
  await page.keyboard.press("End");
  await expect(readout).toHaveText("step 3: train 2.5, held out 2.75 (2.5 to 3)");
  await page.keyboard.press("ArrowLeft");
  await expect(readout).toHaveText("step 2: train 3");
});

test("its data are a table, and files that need nothing else", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, lines);
  await cell.getByText("Data", { exact: true }).click();
  await expect(cell.locator(".out-sheet tbody tr")).toHaveCount(3);
  await expect(cell.locator(".out-sheet tbody tr").nth(1)).toContainText("3.0");
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    cell.getByRole("button", { name: "Save CSV" }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe("loss.csv");
  expect(await textOf(csv)).toBe(
    "\ufeffstep,train,held out,held out from,held out to\r\n1,4,4.2,,\r\n2,3,,,\r\n3,2.5,2.75,2.5,3\r\n",
  );
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    cell.getByRole("button", { name: "Save SVG" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("loss.svg");
  const svg = await textOf(file);
  expect(svg).not.toMatch(/class=|var\(|<script/);
  expect(svg).toMatch(/stroke="rgb\(/);
  const drawn = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    return image.naturalWidth;
  }, svg);
  expect(drawn).toBeGreaterThan(200);
});

async function textOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const parts: string[] = [];
  for await (const part of await download.createReadStream()) parts.push(String(part));
  return parts.join("");
}

test("a saved picture is whole: its title, its tokens, its words at full length", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(
    cell,
    `lineChart({ series: [{ name: "a series with a rather long name", points: [[0, 1], [1, 2]] }] });
attentionMap({ title: "Where it looks", tokens: ["the", "owl"], weights: [[[1, 0], [0.25, 0.75]]] });`,
  );
  for (const [index, drawn] of ["a series with a rath", "Where it looks owl"].entries()) {
    await cell.getByText("Data", { exact: true }).nth(index).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      cell.getByRole("button", { name: "Save SVG" }).nth(index).click(),
    ]);
    // The policy of the book's own pages lets nobody draw a text.
    const elsewhere = await page.context().newPage();
    const words = await elsewhere.evaluate(
      (text) => {
        const place = document.body.appendChild(document.createElement("div"));
        place.innerHTML = text;
        const svg = place.querySelector("svg")!;
        const right = svg.getBoundingClientRect().right;
        const texts = [...svg.querySelectorAll("text")];
        const cut = texts.filter((one) => one.getBoundingClientRect().right > right).map((one) => one.textContent);
        const isHidden = [...svg.querySelectorAll("svg")].some((one) => one.getAttribute("overflow") !== "visible");
        place.remove();
        return { cut, isHidden, all: texts.map((one) => one.textContent).join(" ") };
      },
      await textOf(file),
    );
    await elsewhere.close();
    expect(words).toMatchObject({ cut: [], isHidden: false });
    for (const word of drawn.split(" ")) expect(words.all).toContain(word);
  }
});

test("a long table is saved with all its rows and digits, safely quoted", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(
    cell,
    `table(Array.from({ length: 21 }, (_, i) => ({ n: i, 'cm², "quoted"': i / 7, text: 'a, "b"', none: i ? null : NaN })), { caption: "Odd values" });`,
  );
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    cell.getByRole("button", { name: "Save CSV" }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe("odd-values.csv");
  const lines = (await textOf(csv)).split("\r\n");
  expect(lines).toHaveLength(23);
  expect(lines[0]).toBe('\ufeffn,"cm², ""quoted""",text,none');
  expect(lines.slice(1, 3)).toEqual(['0,0,"a, ""b""",NaN', '1,0.14285714285714285,"a, ""b""",']);
});

test("nothing in a cell reaches over its edge", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const cell = cellAt(page, 0);
  const wide = `select("model", ["SFT", "a very long name of a model that does not fit"]);
show(Array.from({ length: 250 }, (_, i) => i * i));`;
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await run(cell, wide);
    const right = (await cell.boundingBox())!.x + (await cell.boundingBox())!.width;
    for (const part of [cell.getByRole("combobox"), cell.locator(".value-numbers").first()]) {
      const box = (await part.boundingBox())!;
      expect(box.x + box.width).toBeLessThan(right);
      expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
    }
  }
});

test("tokens and attention are read token by token", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(
    cell,
    `tokenStrip({ query: ["name"], tokens: ["a", "robin"], values: [-0.5, 1.25], label: "advantage" });
attentionMap({ tokens: ["a", "robin"], weights: [[[1, 0], [0.25, 0.75]]] });`,
  );
  await cell.locator(".strip-row .token").nth(1).hover();
  await expect(cell.locator(".out-readout").first()).toHaveText("“robin” advantage 1.25 (token 2 of 2)");
  await cell.locator(".strip-rows").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await expect(cell.locator(".out-readout").first()).toHaveText("“a” advantage −0.5 (token 1 of 2)");
  await cell.getByText("Data", { exact: true }).first().click();
  const save = cell.getByRole("button", { name: "Save SVG" }).first();
  const [file] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(await textOf(file)).toMatch(/<rect[^>]*fill="color\(srgb|<rect[^>]*fill="rgb\(/);
  await cell.locator(".attention-tokens .token").nth(1).click();
  await expect(cell.locator(".out-readout").nth(1)).toHaveText("“robin” (token 2) looks at “robin” 0.75, “a” 0.25");
});

test("a table is sorted by its headers and turned page by page", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, 'table(Array.from({ length: 45 }, (_, i) => ({ n: (i * 7) % 45, name: "row " + i })));');
  const first = cell.locator("tbody tr:visible td").first();
  await expect(cell.locator("tbody tr:visible")).toHaveCount(20);
  await cell.getByRole("button", { name: "n", exact: true }).click();
  await expect(first).toHaveText("44");
  await expect(cell.locator("th").first()).toHaveAttribute("aria-sort", "descending");
  await cell.getByRole("button", { name: "n", exact: true }).click();
  await expect(first).toHaveText("0");
  await cell.getByRole("button", { name: "Next" }).click();
  await expect(first).toHaveText("20");
  await expect(cell.locator(".out-turn")).toContainText("Rows 21 to 40 of 45");
  await cell.getByRole("button", { name: "n", exact: true }).click();
  await expect(cell.locator("tbody tr:visible td").nth(1)).toHaveText("row 0");
  await expect(cell.locator("th").first()).not.toHaveAttribute("aria-sort");
});

test("what a reader points at stays while a training goes on", async ({ page }) => {
  const cell = cellAt(page, 0);
  await cell.evaluate((element) => {
    (element as CodeCell).source = `for (let step = 1; step <= 60; step++) {
  await new Promise((resolve) => setTimeout(resolve, 40));
  await progress({ step, steps: 60, loss: 4 / step });
}`;
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell.locator("svg.chart")).toBeVisible();
  await cell.locator(".out-body").focus();
  await page.keyboard.press("Home");
  await expect(cell.locator(".out-readout")).toHaveText("step 1: loss 4");
  await cell.getByText("Data", { exact: true }).click();
  expect((await result).state).toBe("done");
  await expect(cell.locator(".out-data")).toHaveAttribute("open", "");
  await expect(cell.locator(".out-sheet tbody tr")).toHaveCount(60);
});

test("a training without a core to spare is drawn while it goes on", async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 2, configurable: true }),
  );
  await page.goto(chapter);
  const cell = cellAt(page, 0);
  await cell.evaluate((element) => {
    (element as CodeCell).source = `for (let step = 1; ; step++) await progress({ step, steps: 1e6, loss: 1 / step });`;
  });
  const result = cell.evaluate((element) => (element as CodeCell).run());
  const shown = () => cell.locator(".out-progress").innerText();
  await expect(cell.locator("svg.chart")).toBeVisible();
  const before = await shown();
  await expect.poll(shown, patient).not.toBe(before);
  await cell.evaluate((element) => (element as CodeCell).stop());
  expect((await result).state).toBe("stopped");
});
