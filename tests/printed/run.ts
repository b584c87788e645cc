/**
 * npm run printed [-- --long] [-- WORD]: runs every command that a reader is told, as it is printed,
 * in a copy of the working tree that is gone afterwards, with the system's Node and npm. how.ts says
 * what each has to do, and what is run for those that take hours. --long: also what takes minutes.
 * WORD: only commands that have it in them. The last line is "N passed, N failed".
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../provision/command.ts";
import { HOW, type Trial, trialOf } from "./how.ts";
import { printedCommands, root } from "./printed.ts";

const minute = 60_000;
const limit = 45 * minute;

interface Task {
  text: string;
  trial: Trial;
}

/** As in a terminal that has just been opened: without what npm gives to a script. */
function plainEnvironment(): Record<string, string | undefined> {
  const own = (folder: string) => folder.includes("node_modules") || folder.includes("node-gyp-bin");
  const PATH = process.env
    .PATH!.split(path.delimiter)
    .filter((folder) => !own(folder))
    .join(path.delimiter);
  const npm = Object.keys(process.env).filter((name) => /^(npm_|NODE$|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(npm.map((name) => [name, undefined])), PATH, ASTRO_TELEMETRY_DISABLED: "1" };
}

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { long: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const texts = [...new Set(printedCommands().map(({ text }) => text))];
  const told = texts.flatMap((text): Task[] => {
    const trial = trialOf(text);
    return trial ? [{ text, trial }] : [];
  });
  const chosen = told
    .filter(({ text }) => positionals.every((word) => text.includes(word)))
    .sort((a, b) => HOW.indexOf(a.trial) - HOW.indexOf(b.trial));
  const folder = copyTree();
  let failed = 0;
  let passed = 0;
  try {
    if (positionals.length > 0) await tryOut({ text: "npm ci", trial: { command: /^npm ci$/ } }, folder);
    for (const task of chosen) {
      const { text, trial } = task;
      const note = trial.elsewhere ?? (trial.long && !values.long ? "npm run printed -- --long" : undefined);
      if (note !== undefined) {
        console.log(`not run here  ${text} (${note})`);
        continue;
      }
      const start = performance.now();
      const problem = await tryOut(task, folder);
      const instead = trial.as ? `, as ${trial.as} (${trial.why})` : "";
      console.log(
        `${problem ? "FAILED" : "works"}  ${text}${instead}: ${Math.round((performance.now() - start) / 1000)} s`,
      );
      if (problem) console.log(problem);
      if (problem) failed += 1;
      else passed += 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** The working tree, with what is not committed yet, as a repository of its own. */
function copyTree(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "rlhf-printed-"));
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of list.trim().split("\n")) cpSync(path.join(root, file), path.join(folder, file));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=printed", "-c", "user.email=printed@localhost", "commit", "-q", "-m", "As it is");
  return folder;
}

/** What is wrong, if anything. */
async function tryOut({ text, trial }: Task, folder: string): Promise<string | undefined> {
  const steps = [...(trial.before ? [trial.before] : []), trial.as ?? text];
  const command = `cd "$FOLDER" && ${steps.join(" && ")}`;
  const env = { ...plainEnvironment(), FOLDER: folder };
  if (trial.until) return runUntil(command, trial.until, env);
  const { code, output } = await runCommand("sh", ["-c", command], { limit, env });
  const tail = output.trimEnd().split("\n").slice(-20).join("\n");
  if (code !== 0) return `ended with ${code}\n${tail}`;
  if (trial.prints && !trial.prints.test(output)) return `does not print ${trial.prints}\n${tail}`;
  const status = execFileSync("git", ["status", "--porcelain"], { cwd: folder, encoding: "utf8" });
  const changed = status
    .split("\n")
    .filter(Boolean)
    .map((line) => line.slice(3));
  const wrong = changed.filter((file) => !trial.changes?.test(file));
  execFileSync("git", ["checkout", "-q", "."], { cwd: folder });
  return wrong.length > 0 ? `changes ${wrong.join(", ")}` : undefined;
}

/** Ends a server once it has said its address and has answered there. */
function runUntil(
  command: string,
  until: RegExp,
  env: Record<string, string | undefined>,
): Promise<string | undefined> {
  const child = spawn("sh", ["-c", command], {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  return new Promise((resolve) => {
    let asked = false;
    const finish = (problem?: string) => {
      clearTimeout(timer);
      process.kill(-child.pid!, "SIGTERM");
      child.once("close", () => resolve(problem));
      if (child.exitCode !== null) resolve(problem);
    };
    const timer = setTimeout(() => finish(`said nothing like ${until}\n${output.slice(-2000)}`), limit);
    const hear = (text: string) => {
      output += text;
      const address = until.exec(output)?.[0];
      if (!address || asked) return;
      asked = true;
      fetch(address).then(
        (answer) => finish(answer.ok ? undefined : `${address} answers ${answer.status}`),
        (error: unknown) => finish(`${address}: ${String(error)}`),
      );
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
    child.once("exit", (code) => {
      if (asked) return;
      clearTimeout(timer);
      resolve(`ended with ${code}\n${output.slice(-2000)}`);
    });
  });
}
