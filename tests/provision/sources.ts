import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright";
import { unpackBundled } from "./bundled.ts";
import { runCommand } from "./command.ts";
import { installedBrowsers, isExecutable, onPath } from "./places.ts";
import { runsAsRoot } from "./prove.ts";
import type { Browser, Source } from "./provision.ts";

const minute = 60_000;

/** Where browsers may come from, in the order in which they are asked. */
export function browserSources(cache: string): Source[] {
  const named = process.env.CHROMIUM_PATH;
  return [
    ...(named ? [fromEnvironment(named)] : []),
    { name: "an installed Chromium, Chrome or Edge", find: async () => browsers(installedBrowsers()) },
    { name: "Playwright's cache", find: fromPlaywrightCache },
    { name: "playwright install", find: byPlaywrightInstall },
    { name: "apt-get install", find: byApt },
    { name: "the npm package @sparticuz/chromium", find: async () => [await unpackBundled(cache)] },
  ];
}

/** CHROMIUM_PATH names the browser to use; then it is this one or none. */
export function fromEnvironment(file: string): Source {
  return {
    name: "CHROMIUM_PATH",
    decisive: true,
    async find() {
      if (!existsSync(file)) throw new Error(`${file} does not exist`);
      if (!isExecutable(file)) throw new Error(`${file} is not an executable file`);
      return browsers([file]);
    },
  };
}

async function fromPlaywrightCache() {
  return browsers([chromium.executablePath()].filter(existsSync));
}

async function byPlaywrightInstall() {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  const result = await runCommand(process.execPath, [cli, "install", "chromium"], {
    limit: 3 * minute,
  });
  if (result.timedOut) throw new Error("not done within 3 minutes");
  if (result.code !== 0) throw new Error(lastError(result.output));
  return fromPlaywrightCache();
}

async function byApt() {
  const apt = onPath("apt-get");
  if (process.platform !== "linux" || !apt) throw new Error("this is no Debian");
  if (!runsAsRoot()) throw new Error("needs root");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const run = async (...args: string[]) => {
    const result = await runCommand(apt, args, { limit: 5 * minute, env });
    if (result.timedOut) throw new Error(`apt-get ${args[0]} not done within 5 minutes`);
    if (result.code !== 0) throw new Error(`apt-get ${args[0]}: ${lastError(result.output)}`);
  };
  await run("update");
  const install = (name: string) => run("install", "-y", "--no-install-recommends", name);
  // Not every distribution has the shell by itself.
  await install("chromium-headless-shell").catch(() => install("chromium"));
  return browsers(installedBrowsers());
}

function browsers(files: string[]): Browser[] {
  return files.map((executablePath) => ({ executablePath }));
}

/** The line of a tool's output that says most: a network error, an error, the last. */
export function lastError(output: string) {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const network = lines.findLast((line) => /^Error: .*\bE[A-Z]{5,}\b/.test(line));
  const error = lines.findLast((line) => /^(E:|Error:)/.test(line));
  return network ?? error ?? lines.at(-1) ?? "it said nothing";
}
