import { expect, test as base } from "@playwright/test";
import { CODE_KEY } from "../../src/book/code-key.ts";

/**
 * Playwright's `test`, which also fails when the page throws, logs an error or
 * asks for something that is not there. A test that provokes an error names it
 * before: `async ({ page, expectedErrors }) => { expectedErrors.push(/boom/); ...`
 * What is about code has a reader who sees all of it: `test.use({ codeMode: "coding" })`.
 */
export const test = base.extend<{
  expectedErrors: RegExp[];
  watched: void;
  codeMode: "reading" | "coding";
  asReader: void;
}>({
  codeMode: ["reading", { option: true }],
  asReader: [
    async ({ context, codeMode }, use) => {
      const choose = (key: string): void => {
        try {
          localStorage.setItem(key, "open");
        } catch {
          // There are pages without storage.
        }
      };
      if (codeMode === "coding") await context.addInitScript(choose, CODE_KEY);
      await use();
    },
    { auto: true },
  ],
  expectedErrors: async ({}, use) => use([]),
  watched: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(`uncaught ${error.stack ?? error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") {
          errors.push(`console.error ${message.text()} (${message.location().url})`);
        }
      });
      page.on("response", (response) => {
        if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
      });
      await use();
      // What is still asked for when a test is over belongs to no other one.
      if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
      const unexpected = errors.filter((error) => !expectedErrors.some((pattern) => pattern.test(error)));
      expect(unexpected, "errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
