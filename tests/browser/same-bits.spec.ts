import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { cellSource, runInCell, runInCellScript, runOneByOne, runOneByOneScript } from "../same-bits/in-page.ts";
import { expect, test } from "./fixtures.ts";
import { installed } from "./installed.ts";

/**
 * The same seed gives the same weights, to the bit, in every browser and in Node: all are held to
 * one file, which tests/same-bits/same-bits.test.ts keeps up to date.
 */
const file = new URL("../same-bits/reference.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8"));
const chapter = "./gpt-basics/";

// Every trainer, twice, on a machine that may have other things to do.
test.setTimeout(5 * 60_000);

/** With one worker and with two, if there is a core for each. */
function expectReference(shown: string) {
  const { withOne, withTwo, done } = JSON.parse(shown);
  expect({ withOne, withTwo }).toEqual({ withOne: reference, withTwo: reference });
  expect(done).toBe(availableParallelism() > 1 ? 503 : 0);
}

const found = installed.map(([name]) => name).join(" and ") || "no other browser";

test(`this browser trains to the reference bits (the machine has ${found})`, async ({ page }) => {
  await page.goto(chapter);
  expectReference(await page.evaluate(runInCell, cellSource()));
});

/** Cells that load more and more of the program; a later run must not be troubled by that. */
const cells = ["tokens", "gpt-tokens", "next-word", "attention", "ex-surprise"];

function expectAsPrinted(states: string) {
  const said = Object.entries(JSON.parse(states) as Record<string, string>);
  expect(said.map(([id]) => id)).toEqual(cells);
  for (const [id, state] of said) expect(state, id).toMatch(/^done.*, same as printed$/);
}

test("this browser prints what the book prints", async ({ page }) => {
  await page.goto(chapter);
  expectAsPrinted(await page.evaluate(runOneByOne, cells));
});

for (const [name, evaluate] of installed) {
  const inChapter = (script: string, baseURL?: string) => evaluate(new URL(chapter, baseURL).href, script);

  test(`the installed ${name} prints what the book prints`, async ({ baseURL }) => {
    expectAsPrinted(await inChapter(runOneByOneScript(cells), baseURL));
  });

  test(`the installed ${name} trains to the reference bits`, async ({ baseURL }) => {
    expectReference(await inChapter(runInCellScript, baseURL));
  });
}
