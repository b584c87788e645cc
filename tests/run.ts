/**
 * `npm test`: types, unit tests, the build, and browser tests on the built
 * site. `npm test -- unit` or `npm test -- browser` runs a part, and words
 * after it choose test files: `npm test -- unit ppo`.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { runCommand } from "./provision/command.ts";
import { prove } from "./provision/prove.ts";
import { type Browser, provision } from "./provision/provision.ts";
import { browserSources } from "./provision/sources.ts";
import {
  type Outcome,
  phaseLine,
  playwrightOutcome,
  single,
  totalLine,
  vitestOutcome,
} from "./report.ts";

type Phase = (words: string[]) => Promise<Outcome>;

const minute = 60_000;
const root = path.resolve(import.meta.dirname, "..");
const cache = path.join(root, "node_modules/.cache/mini-rlhf");
const phases: Record<string, Phase> = { types, unit, build, browser };

/** In CI there may be three, one after the other. */
const browsers = (process.env.BROWSERS ?? "chromium").split(",").length;

/** What a word on the command line runs; the browser needs a fresh build. */
const parts: Record<string, string[]> = {
  types: ["types"],
  unit: ["unit"],
  build: ["build"],
  browser: ["build", "browser"],
};

/** Tools that are not shown on a terminal write plain text. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
const built = { ok: false };
process.exitCode = await main(process.argv.slice(2));

async function main([part, ...words]: string[]) {
  const names = part === undefined ? Object.keys(phases) : parts[part];
  if (!names) {
    console.error(`npm test -- ${part}: choose one of ${Object.keys(parts).join(", ")}.`);
    return 2;
  }
  process.chdir(root);
  prepareEnvironment();
  await mkdir(cache, { recursive: true });
  const outcomes: Outcome[] = [];
  const lines: string[] = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const start = Date.now();
    const outcome = await phases[name]!(words);
    outcomes.push(outcome);
    lines.push(phaseLine(name, outcome, (Date.now() - start) / 1000));
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join("\n")}\n\n${totalLine(outcomes)}`);
  return outcomes.every((outcome) => outcome.failed === 0) ? 0 : 1;
}

/** The tests expect the usual address, whatever a deployment has set. */
function prepareEnvironment() {
  delete process.env.BASE_PATH;
  delete process.env.SITE_URL;
  process.env.ASTRO_TELEMETRY_DISABLED = "1";
  if (process.stdout.isTTY) process.env.FORCE_COLOR ??= "1";
}

async function types(): Promise<Outcome> {
  const core = await quietly("node_modules/typescript/bin/tsc", ["--noEmit"], 3 * minute);
  const cells = await quietly("src/check/check-cells.ts", [], 3 * minute);
  const frozen = await quietly("src/freeze/freeze.ts", ["--check"], 3 * minute);
  const all = [core, cells, frozen];
  const note = all.map((outcome) => outcome.note).find(Boolean);
  const sum = (key: "passed" | "failed") => all.reduce((total, outcome) => total + outcome[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), ...(note && { note }) };
}

async function build(): Promise<Outcome> {
  await rm(path.join(root, "dist"), { recursive: true, force: true });
  const outcome = await quietly("node_modules/astro/bin/astro.mjs", ["build"], 5 * minute);
  built.ok = outcome.failed === 0;
  return outcome;
}

/** Runs a tool and shows what it said only if it fails. */
async function quietly(script: string, args: string[], limit: number): Promise<Outcome> {
  const result = await runCommand(process.execPath, [script, ...args], { limit, env: plain });
  if (result.code !== 0) console.log(result.output.trimEnd());
  return single(result.code === 0, lateNote(result.timedOut, limit));
}

async function unit(words: string[]): Promise<Outcome> {
  const report = await freshReport("unit.json");
  const limit = 8 * minute;
  const result = await runCommand(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--config=tests/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...words,
    ],
    { limit, echo: true, env: plain },
  );
  const outcome = vitestOutcome(await readText(report), result.code);
  return { ...outcome, note: lateNote(result.timedOut, limit) ?? outcome.note };
}

async function browser(words: string[]): Promise<Outcome> {
  if (!built.ok) return single(false, "not run: the build failed");
  let found: Browser;
  try {
    found = await provision(browserSources(cache), prove, console.log);
  } catch (error) {
    console.log((error as Error).message);
    return single(false, "no browser, see above");
  }
  const report = await freshReport("browser.json");
  const limit = 20 * minute * browsers;
  const result = await runCommand(
    process.execPath,
    [
      "node_modules/@playwright/test/cli.js",
      "test",
      "--config=tests/playwright.config.ts",
      "--reporter=list,json",
      ...words,
    ],
    { limit, echo: true, env: playwrightEnvironment(found, report) },
  );
  const outcome = playwrightOutcome(await readText(report), result.code);
  return { ...outcome, note: lateNote(result.timedOut, limit) ?? outcome.note };
}

function playwrightEnvironment(found: Browser, report: string) {
  return {
    ...found.env,
    CHROMIUM_PATH: found.executablePath,
    CHROMIUM_SANDBOX: found.sandbox ? "on" : "off",
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
}

function lateNote(timedOut: boolean, limit: number) {
  return timedOut ? `stopped after ${limit / minute} minutes` : undefined;
}

/** A report's path, with no report of an earlier run at it. */
async function freshReport(name: string) {
  const file = path.join(cache, name);
  await rm(file, { force: true });
  return file;
}

async function readText(file: string) {
  return readFile(file, "utf8").catch(() => undefined);
}
