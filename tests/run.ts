/**
 * `npm test`: what `npm run check` finds, unit tests, the build, and browser tests on the built site.
 * `npm test -- deep`: the long trainings and the generated corpora. `npm test -- unit trainers`,
 * `npm test -- browser cells` run the files that are called so, of both suites.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildIsCurrent, inputDigest } from "./fresh-build.ts";
import { limits } from "./limits.ts";
import { type CommandResult, runCommand } from "./provision/command.ts";
import { prove } from "./provision/prove.ts";
import { type Browser, provision } from "./provision/provision.ts";
import { browserSources } from "./provision/sources.ts";
import { type Outcome, outcomeOf, phaseLine, single, totalLine } from "./report.ts";
import { readLines } from "./reporters/lines.ts";
import type { Suite } from "./suite.ts";

type Phase = (words: string[]) => Promise<Outcome>;

const { silence } = limits;
const root = path.resolve(import.meta.dirname, "..");
const cache = path.join(root, "node_modules/.cache/mini-rlhf");
const buildNote = path.join(cache, "built-from");

const phases: Record<string, Phase> = {
  types,
  unit: (words) => unit(words.length > 0 ? "all" : "quick", words),
  "deep unit": (words) => unit("deep", words),
  build,
  "build if stale": () => (buildIsCurrent(root, buildNote) ? Promise.resolve(single(true, "is current")) : build()),
  browser: (words) => browser(words.length > 0 ? "all" : "quick", words),
  "deep browser": (words) => browser("deep", words),
  exported,
};

/** What a word on the command line runs. */
const parts: Record<string, string[]> = {
  types: ["types"],
  unit: ["unit"],
  build: ["build"],
  browser: ["build if stale", "browser"],
  deep: ["deep unit", "build if stale", "deep browser", "exported"],
};
/** Phases without test files: words on the command line choose none of them. */
const withoutFiles = ["exported"];
const everyDay = ["types", "unit", "build", "browser"];

/** Tools that are not shown on a terminal write plain text. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
let isBuilt = false;
let chromium: Promise<Browser> | undefined;
process.exitCode = await main(process.argv.slice(2));

async function main([part, ...words]: string[]) {
  const all = part === undefined ? everyDay : parts[part];
  if (!all) {
    console.error(`npm test -- ${part}: choose one of ${Object.keys(parts).join(", ")}.`);
    return 2;
  }
  const names = words.length > 0 ? all.filter((name) => !withoutFiles.includes(name)) : all;
  process.chdir(root);
  prepareEnvironment();
  await mkdir(cache, { recursive: true });
  const outcomes: Outcome[] = [];
  const lines: string[] = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const start = Date.now();
    const outcome = await phases[name]!(words);
    if (name.startsWith("build")) isBuilt = outcome.failed === 0;
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

/** `npm run check`; each of its parts counts as one test. */
async function types(): Promise<Outcome> {
  const result = await runCommand(process.execPath, ["src/check/check.ts"], { silence, echo: true, env: plain });
  const [, good, all] = /^(\d+) of (\d+) parts /m.exec(result.output) ?? [];
  if (all === undefined) return single(false, silentNote(result) ?? "npm run check broke off");
  return { passed: Number(good), failed: Number(all) - Number(good) };
}

async function build(): Promise<Outcome> {
  await rm(path.join(root, "dist"), { recursive: true, force: true });
  const from = inputDigest(root);
  const outcome = await quietly("node_modules/astro/bin/astro.mjs", ["build"]);
  if (outcome.failed === 0 && from) await writeFile(buildNote, from);
  return outcome;
}

/** Runs a tool and shows what it said only if it fails. */
async function quietly(script: string, args: string[]): Promise<Outcome> {
  const result = await runCommand(process.execPath, [script, ...args], { silence, env: plain });
  if (result.code !== 0) console.log(result.output.trimEnd());
  return single(result.code === 0, silentNote(result));
}

async function unit(suite: Suite, words: string[]): Promise<Outcome> {
  const args = [
    "run",
    "--config=tests/vitest.config.ts",
    "--reporter=default",
    "--reporter=./tests/reporters/vitest.ts",
    ...words,
  ];
  // The elements are tested in a page.
  const found = await findBrowser();
  if (!found) return single(false, "no browser, see above");
  return runTests("node_modules/vitest/vitest.mjs", args, { ...plain, ...found, SUITE: suite });
}

async function browser(suite: Suite, words: string[]): Promise<Outcome> {
  if (!isBuilt) return single(false, "not run: the build failed");
  const found = await findBrowser();
  if (!found) return single(false, "no browser, see above");
  const args = [
    "test",
    "--config=tests/playwright.config.ts",
    "--reporter=list,./tests/reporters/playwright.ts",
    ...words,
  ];
  return runTests("node_modules/@playwright/test/cli.js", args, { ...found, SUITE: suite });
}

/** What a test runner needs in its environment to start the browser that was found; none if there is no browser. */
async function findBrowser(): Promise<Record<string, string> | null> {
  try {
    const { executablePath, sandbox, env } = await (chromium ??= provision(browserSources(cache), prove, console.log));
    return { ...env, CHROMIUM_PATH: executablePath, CHROMIUM_SANDBOX: sandbox ? "on" : "off" };
  } catch (error) {
    console.log((error as Error).message);
    return null;
  }
}

/** The README of an exported folder, a few steps of each training, where there is a Python that has TRL. */
async function exported(): Promise<Outcome> {
  const { code, output } = await runCommand(process.execPath, ["tests/export/prove.ts", "--steps", "2"], {
    silence,
    env: plain,
  });
  console.log(output.trimEnd());
  if (code === 3) return { passed: 0, failed: 0, skipped: 1, note: "not proved: no Python with TRL" };
  return single(code === 0);
}

/** Runs a test runner; what it has reported counts, however it ends. */
async function runTests(script: string, args: string[], env: Record<string, string | undefined>): Promise<Outcome> {
  const report = path.join(cache, "report.jsonl");
  await rm(report, { force: true });
  const result = await runCommand(process.execPath, [script, ...args], {
    silence,
    echo: true,
    env: { ...env, REPORT_LINES: report },
  });
  const outcome = outcomeOf(readLines(await readFile(report, "utf8").catch(() => "")), result.code);
  const note = [silentNote(result), outcome.note].filter(Boolean).join(", ");
  return { ...outcome, ...(note && { note }) };
}

function silentNote({ timedOut }: CommandResult): string | undefined {
  return timedOut ? `ended: it had said nothing for ${silence / 60_000} minutes` : undefined;
}
