import { chromium } from "playwright";
import type { Browser } from "./provision.ts";

/** The book needs module workers, wasm SIMD and the CSS function light-dark(). */
const oldestMajor = 123;
const patience = 30_000;

/**
 * Starts the browser and opens a page with a script in it. Chromium's sandbox
 * stays on, except where it cannot work: for root, and where the kernel gives
 * ordinary users no namespaces (some containers, Ubuntu's AppArmor).
 */
export async function prove(browser: Browser): Promise<Browser> {
  if (runsAsRoot()) return launch({ ...browser, sandbox: false });
  try {
    return await launch({ ...browser, sandbox: true });
  } catch (error) {
    if (!/sandbox/i.test(String(error))) throw error;
    return launch({ ...browser, sandbox: false });
  }
}

export function runsAsRoot() {
  return process.getuid?.() === 0;
}

/** The sentence in Chromium's output that says why it did not start. */
export function startFailure(message: string) {
  const lines = message.split("\n").map((line) => line.replace(/^[\s-]*(\[pid=\d+\]\[err\] )?/, ""));
  const reason = lines.find((line) => /error while loading|No usable sandbox|not found|ENOENT/.test(line));
  return reason ?? lines[0] ?? "";
}

async function launch(browser: Browser): Promise<Browser> {
  const running = await chromium
    .launch({
      executablePath: browser.executablePath,
      chromiumSandbox: browser.sandbox ?? true,
      env: { ...process.env, ...browser.env },
      timeout: patience,
    })
    .catch((error: Error) => {
      throw new Error(startFailure(error.message));
    });
  try {
    await openPage(running);
  } finally {
    await running.close();
  }
  return browser;
}

async function openPage(running: Awaited<ReturnType<typeof chromium.launch>>) {
  const version = running.version();
  if (Number.parseInt(version) < oldestMajor) {
    throw new Error(`version ${version} is too old, the book needs ${oldestMajor}`);
  }
  const late = AbortSignal.timeout(patience);
  const timeout = new Promise<never>((_, reject) => {
    late.onabort = () => reject(new Error(`no page within ${patience / 1000} seconds`));
  });
  const answer = running.newPage().then((page) => page.evaluate("6 * 7"));
  if ((await Promise.race([answer, timeout])) !== 42) {
    throw new Error("its page computes wrongly");
  }
}
