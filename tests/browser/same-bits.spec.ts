import { expectAsPrinted, expectReference, printedCells } from "../same-bits/expect.ts";
import { cellSource, runInCell, runOneByOne } from "../same-bits/in-page.ts";
import { test } from "./fixtures.ts";

/**
 * The same seed gives the same weights, to the bit, in every browser and in Node: all are held to
 * one file, which tests/same-bits/same-bits.test.ts keeps up to date.
 */
const chapter = "./gpt-basics/";
const trains = { tag: "@trains" };

test("this browser trains to the reference bits", trains, async ({ page }) => {
  await page.goto(chapter);
  expectReference(await page.evaluate(runInCell, cellSource()));
});

test("this browser prints what the book prints", async ({ page }) => {
  await page.goto(chapter);
  expectAsPrinted(await page.evaluate(runOneByOne, printedCells));
});
