import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { onPath } from "../provision/places.ts";
import { withFirefox } from "../same-bits/firefox.ts";
import { cellSource, runInCell, runInCellScript, runOneByOne, runOneByOneScript } from "../same-bits/in-page.ts";
import { NoAnswer, withWebKit } from "../same-bits/webkit.ts";
import { expect, test } from "./fixtures.ts";

/**
 * The same seed gives the same weights, to the bit, in every browser and in Node: all are held to
 * one file, which tests/same-bits/same-bits.test.ts keeps up to date.
 */
const file = new URL("../same-bits/reference.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8"));
const chapter = "./gpt-basics/";

/** With one worker and with two, if there is a core for each. */
function expectReference(shown: string) {
  const { withOne, withTwo, done } = JSON.parse(shown);
  expect({ withOne, withTwo }).toEqual({ withOne: reference, withTwo: reference });
  expect(done).toBe(availableParallelism() > 1 ? 503 : 0);
}

/** Browsers from Debian, besides the one that runs all other tests. */
const firefox = ["firefox-esr", "firefox"].map((name) => onPath(name)).find(Boolean);
const driver = onPath("WebKitWebDriver");
const screen = onPath("Xvfb");
const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];
const webkit = driver && screen && browser ? { driver, browser, screen } : undefined;
const found = `${firefox ? "with" : "without"} Firefox, ${webkit ? "with" : "without"} WebKitGTK`;

test(`this browser trains to the reference bits (machine ${found})`, async ({ page }) => {
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

if (firefox) {
  test("the installed Firefox prints what the book prints", async ({ baseURL }) => {
    await withFirefox(firefox, async (evaluate) => {
      expectAsPrinted(await evaluate(new URL(chapter, baseURL).href, runOneByOneScript(cells)));
    });
  });

  test("the installed Firefox trains to the reference bits", async ({ baseURL }) => {
    await withFirefox(firefox, async (evaluate) => {
      expectReference(await evaluate(new URL(chapter, baseURL).href, runInCellScript));
    });
  });
}

if (webkit) {
  /**
   * Of some hundred windows of this browser one has fallen silent. It is asked once more, and the
   * report has what the silent page said; an answer that is wrong counts at once.
   */
  const inWebKit = async (script: string, baseURL?: string): Promise<string> => {
    const ask = () => withWebKit(webkit, (evaluate) => evaluate(new URL(chapter, baseURL).href, script));
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      console.warn(`WebKitGTK did not answer: ${error.message}`);
      return await ask();
    }
  };

  test("the installed WebKitGTK prints what the book prints", async ({ baseURL }) => {
    expectAsPrinted(await inWebKit(runOneByOneScript(cells), baseURL));
  });

  test("the installed WebKitGTK trains to the reference bits", async ({ baseURL }) => {
    expectReference(await inWebKit(runInCellScript, baseURL));
  });
}
