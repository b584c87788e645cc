/** What tests do with a cell of a page, by the interface that it has for scripts. */
import type { Locator, Page } from "@playwright/test";
import type { CodeCell } from "../../src/elements/cell/code-cell.ts";

/** For what loads a compiler or trains: how long depends on the machine. */
export const patient = { timeout: 5 * 60_000 };

export function cellAt(page: Page, index: number): Locator {
  return page.locator("code-cell").nth(index);
}

export function sourceOf(cell: Locator): Promise<string> {
  return cell.evaluate((element) => (element as CodeCell).source);
}

export function setSource(cell: Locator, source: string): Promise<void> {
  return cell.evaluate((element, text) => {
    (element as CodeCell).source = text;
  }, source);
}

/** Runs a cell, as it is or with a text of the test's own, to its end. */
export function run(cell: Locator, source?: string) {
  return cell.evaluate((element, text) => {
    if (text !== undefined) (element as CodeCell).source = text;
    return (element as CodeCell).run();
  }, source);
}
