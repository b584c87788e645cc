import { expect, test as base } from "@playwright/test";

/**
 * Playwright's `test`, which also fails when the page throws, logs an error or
 * asks for something that is not there. A test that provokes an error names it
 * before: `async ({ page, expectedErrors }) => { expectedErrors.push(/boom/); ...`
 */
export const test = base.extend<{ expectedErrors: RegExp[]; watched: void }>({
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
      const unexpected = errors.filter((error) => !expectedErrors.some((pattern) => pattern.test(error)));
      expect(unexpected, "errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
