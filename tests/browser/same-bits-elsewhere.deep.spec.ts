import { expectAsPrinted, expectReference, printedCells } from "../same-bits/expect.ts";
import { runInCellScript, runOneByOneScript } from "../same-bits/in-page.ts";
import { test } from "./fixtures.ts";
import { installed } from "./installed.ts";

/** The bits of tests/browser/same-bits.spec.ts in browsers from Debian, where they are installed. */
const chapter = "./gpt-basics/";
const trains = { tag: "@trains" };

for (const [name, evaluate] of installed) {
  test.describe(`the installed ${name}`, () => {
    test.skip(!evaluate, `no ${name} is installed`);
    // Longer than two silent windows of WebKitGTK.
    test.setTimeout(18 * 60_000);

    const inChapter = (script: string, baseURL?: string) => evaluate!(new URL(chapter, baseURL).href, script);

    test("prints what the book prints", trains, async ({ baseURL }) => {
      expectAsPrinted(await inChapter(runOneByOneScript(printedCells), baseURL));
    });

    test("trains to the reference bits", trains, async ({ baseURL }) => {
      expectReference(await inChapter(runInCellScript, baseURL));
    });
  });
}
