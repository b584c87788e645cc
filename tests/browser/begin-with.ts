import type { Page } from "@playwright/test";

/** Puts code before all others, in the page and in its workers: to take something away from both. */
export async function beginWith(page: Page, code: string): Promise<void> {
  await page.addInitScript(code);
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}
