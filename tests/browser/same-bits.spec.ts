import { globSync, readFileSync } from "node:fs";
import { onPath } from "../provision/places.ts";
import { withFirefox } from "../same-bits/firefox.ts";
import { cellSource, runInCell, runInCellScript } from "../same-bits/in-page.ts";
import { withWebKit } from "../same-bits/webkit.ts";
import { expect, test } from "./fixtures.ts";

/**
 * The same seed gives the same weights, to the bit, in every browser and in Node: all are held to
 * one file, which tests/same-bits/same-bits.test.ts keeps up to date.
 */
const file = new URL("../same-bits/reference.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8"));
const chapter = "./gpt-basics/";

/** Browsers from Debian, besides the one that runs all other tests. */
const firefox = ["firefox-esr", "firefox"].map((name) => onPath(name)).find(Boolean);
const driver = onPath("WebKitWebDriver");
const screen = onPath("Xvfb");
const browser = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0];
const webkit = driver && screen && browser ? { driver, browser, screen } : undefined;
const found = `${firefox ? "with" : "without"} Firefox, ${webkit ? "with" : "without"} WebKitGTK`;

test(`this browser trains to the reference bits (machine ${found})`, async ({ page }) => {
  await page.goto(chapter);
  expect(JSON.parse(await page.evaluate(runInCell, cellSource()))).toEqual(reference);
});

if (firefox) {
  test("the installed Firefox trains to the reference bits", async ({ baseURL }) => {
    await withFirefox(firefox, async (evaluate) => {
      const shown = await evaluate(new URL(chapter, baseURL).href, runInCellScript);
      expect(JSON.parse(shown)).toEqual(reference);
    });
  });
}

if (webkit) {
  test("the installed WebKitGTK trains to the reference bits", async ({ baseURL }) => {
    await withWebKit(webkit, async (evaluate) => {
      const shown = await evaluate(new URL(chapter, baseURL).href, runInCellScript);
      expect(JSON.parse(shown)).toEqual(reference);
    });
  });
}
