import type { CodeCell } from "../../src/elements/cell/code-cell.ts";
import { cellAt, patient, run, setSource } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** A cell as a screen reader tells it: roles and names, in their order, state by state. */
test.beforeEach(({ page }) => page.goto("./gpt-basics/").then(() => {}));

test("a cell as the book printed it", async ({ page }) => {
  await expect(cellAt(page, 0)).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "Run"
      - button "A sentence as tokens and their ids 11 lines"
      - text: as printed
      - status
      - button "Edit"
      - button "More for cell tokens"
      - link "tokens"
    - group "Table":
      - table:
        - rowgroup:
          - row "position token id"
  `);
});

test("edited, done, failed", async ({ page }) => {
  const cell = cellAt(page, 0);
  await setSource(cell, "show(1)");
  await expect(cell).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "Run"
      - button "A sentence as tokens and their ids 1 line"
      - text: edited
      - status
      - button "Reset"
      - button "Edit"
  `);
  await cell.getByRole("button", { name: "1 line" }).click();
  await expect(cell).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "A sentence as tokens and their ids 1 line" [expanded]
    - code: show(1)
  `);
  await run(cell, "show(1)");
  await expect(cell).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "Run"
      - button "A sentence as tokens and their ids 1 line"
      - text: done
      - status: /tokens. done\\. \\d+ cells below are out of date/
      - button "Reset"
    - code: "1"
    - text: /\\d+ cells below are out of date/
    - button "Run them"
  `);
  await run(cell, "const x = 1;\nnull!.y");
  await expect(cell).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "Run"
      - button "A sentence as tokens and their ids 2 lines"
      - text: error in line 2
      - status: /tokens. Error in line 2. Cannot read properties of null/
    - paragraph: /TypeError. Cannot read properties of null/
    - paragraph: line 2, column 7
    - group "Line 2"
  `);
});

test("a training: what it says while it runs is one word", async ({ page }) => {
  const cell = cellAt(page, 0);
  const heard: string[] = [];
  await page.exposeFunction("hear", (text: string) => void heard.push(text));
  // All that speaks by itself, wherever it is on the page.
  await page.evaluate(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement!;
        const region = element.closest(
          '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"], output:not([aria-live])',
        );
        if (region) (globalThis as unknown as { hear(text: string): void }).hear(region.textContent.trim());
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await setSource(cell, training);
  const ran = cell.evaluate((element) => (element as CodeCell).run());
  await expect(cell.getByText(/step \d\d+ of 4000/)).toBeVisible(patient);
  await expect(cell).toMatchAriaSnapshot(`
    - group "Cell tokens":
      - button "Stop"
      - button "Pause"
      - text: /running/
      - status: "tokens: Running"
      - button "Reset"
    - progressbar "Progress"
    - paragraph: /step \\d+ of 4000/
    - term: loss
    - definition
    - group "Figure":
      - group "Values, by arrow keys":
        - img /Line chart of loss by step\\. loss. from 1 at 1 to/
      - paragraph
      - group: Data
  `);
  expect(heard).toEqual(["tokens: Running"]);
  await cell.evaluate((element) => (element as CodeCell).pause());
  await expect(cell).toMatchAriaSnapshot(`
    - button "Stop"
    - button "Resume"
    - text: paused
    - status: "tokens: Paused"
  `);
  await cell.evaluate((element) => (element as CodeCell).stop());
  await ran;
  await expect(cell).toMatchAriaSnapshot(`
    - button "Run"
    - text: stopped
    - status: /tokens. stopped/
  `);
});

test("pictures are told in words, and their values by keys", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, pictures);
  await expect(cell.locator(".cell-output")).toMatchAriaSnapshot(`
    - group "Loss":
      - group "Values, by arrow keys":
        - 'img "Loss. Line chart of loss by step. a: from 3 at 1 to 1 at 3, lowest 1, highest 3."'
      - paragraph
      - group: Data
    - group "Figure":
      - group "Values, by arrow keys":
        - 'img "Bar chart of win rate: SFT 0.4 (0.3 to 0.5), PPO 0.7."'
      - paragraph
      - group: Data
    - group "Figure":
      - group "Values, by arrow keys":
        - img "Heat map of score, 2 rows and 2 columns. Lowest −1 at a, y; highest 1 at a, x."
    - group "Figure":
      - paragraph: /A text with the logprob of each token. .* lowest −2.3 at “robin”/
      - list "Tokens by logprob":
        - listitem: name a bird a robin
    - group "Figure":
      - paragraph: /One attention map over 3 tokens/
      - group "Tokens; point at one to see what it looks at": a b c
      - figure "Attention weights"
    - list:
      - listitem:
        - paragraph: name a bird
        - term: SFT
        - definition: a robin
        - term: /PPO 1.2/
        - definition: a robin . polite
  `);
});

test("inputs have names, and a ranking's buttons say what they move", async ({ page }) => {
  const cell = cellAt(page, 0);
  await run(cell, inputs);
  await expect(cell.locator(".cell-output")).toMatchAriaSnapshot(`
    - slider "beta": "0.1"
    - combobox "model":
      - option "SFT" [selected]
      - option "PPO"
    - textbox "prompt": x
    - spinbutton "seed": "1"
    - button "Another seed"
    - group "which is better":
      - paragraph: name a bird
      - paragraph: /Best first/
      - list:
        - listitem:
          - 'button "Better: a robin" [disabled]'
          - 'button "Worse: a robin"'
        - listitem:
          - 'button "Better: no"'
          - 'button "Worse: no" [disabled]'
      - status
  `);
  await cell.getByRole("button", { name: "Worse: a robin" }).click();
  await expect(cell.getByRole("group", { name: "which is better" }).getByRole("status")).toHaveText(
    "a robin: place 2 of 2",
  );
});

test("an exercise and a prediction", async ({ page }) => {
  await page.goto("./sft/");
  await expect(page.locator("exercise-box").first()).toMatchAriaSnapshot(`
    - group "Exercise 3.1. The masked loss":
      - paragraph:
        - link "Exercise 3.1."
        - status
      - group "Cell ex-masked":
        - button "Run"
        - text: as printed
      - paragraph: /to do two of four tokens count/
      - group: Hint
      - group: Solution
  `);
  await expect(page.locator("predict-box").first()).toMatchAriaSnapshot(`
    - group "Predict before you run":
      - list:
        - listitem:
          - radio /Slowly/
        - listitem:
          - radio /Fast in the first pass/
        - listitem:
          - radio /It will hardly fall/
  `);
});

const training = `for (let step = 1; step <= 4000; step++) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await progress({ step, steps: 4000, loss: 1 / step });
}`;

const pictures = `lineChart({ title: "Loss", x: "step", y: "loss", series: [{ name: "a", points: [[1, 3], [2, 2], [3, 1]] }] });
barChart({ bars: [{ name: "SFT", value: 0.4, range: [0.3, 0.5] }, { name: "PPO", value: 0.7 }], y: "win rate" });
heatMap({ rows: ["a", "b"], columns: ["x", "y"], values: [[1, -1], [0, 0.5]], label: "score" });
tokenStrip({ query: ["name", "a", "bird"], tokens: ["a", "robin"], values: [-0.1, -2.3], label: "logprob" });
attentionMap({ tokens: ["a", "b", "c"], weights: [[[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]]] });
samples({ prompts: ["name a bird"], answers: { SFT: ["a robin"], PPO: [{ text: "a robin .", score: 1.2, badges: ["polite"] }] } });`;

const inputs = `slider("beta", { min: 0, max: 1, value: 0.1, step: 0.1 });
select("model", ["SFT", "PPO"]);
textInput("prompt", { value: "x" });
seedInput("seed", { value: 1 });
ranking("which is better", { prompt: "name a bird", answers: ["a robin", "no"] });`;
