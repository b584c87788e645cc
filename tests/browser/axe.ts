import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "@playwright/test";

/** axe-core's rules on a page, in light and in dark. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const all = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What the dark colours could break. */
const colours = ["color-contrast", "link-in-text-block"];

declare global {
  // The script that is put into the page.
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** What is wrong on the page as it is now, in light and in dark: rule, place and why, a line each. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const inLight = await runAxe(page, { type: "tag", values: all });
  await page.emulateMedia({ colorScheme: "dark" });
  const inDark = await runAxe(page, { type: "rule", values: colours });
  await page.emulateMedia({ colorScheme: "light" });
  return [...inLight, ...inDark.map((line) => `in the dark, ${line}`)];
}

async function runAxe(page: Page, runOnly: RunOptions["runOnly"]): Promise<string[]> {
  // Colours that are still on their way to another would be measured halfway.
  // In folded code nothing moves, and nothing comes to its end.
  await page.evaluate(() => {
    const isSeen = ({ effect }: Animation): boolean =>
      (effect as KeyframeEffect | null)?.target?.checkVisibility() ?? false;
    return Promise.allSettled(
      document
        .getAnimations()
        .filter(isSeen)
        .map(({ finished }) => finished),
    );
  });
  const options: RunOptions = { runOnly, resultTypes: ["violations"] };
  const found = await page.evaluate((given) => globalThis.axe.run(given), options);
  // CodeMirror hangs what it completes at the end of the body, outside every landmark.
  const isTooltip = (id: string, target: unknown): boolean => id === "region" && String(target).includes("\u037c");
  return found.violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => !isTooltip(id, target))
      .map(({ target, failureSummary }) => {
        const why = failureSummary
          ?.split("\n")
          .slice(1)
          .map((line) => line.trim())
          .join(" ");
        return `${id}: ${target.join(" ")}: ${why}`;
      }),
  );
}
