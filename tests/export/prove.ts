/**
 * npm run prove-export -- [--python PYTHON] [--steps N]: whether what `rlhf export` writes is of use elsewhere.
 * It exports the book's models and follows the folder's README.md to the letter, with a Python that
 * has TRL: every command that stands there, and its program. Then transformers has to compute what
 * we compute, and what TRL has trained has to open here and be better than what it started from.
 *
 * --steps N ends every training after N steps, so that nothing is asked of how good it has become.
 * The last line is "proved" (exit status 0), "refuted: ..." (1) or "not proved: ..." (3).
 */
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { runCommand } from "../provision/command.ts";
import { openHere, type Pair } from "./opens-here.ts";
import { readTold } from "./readme.ts";

const minute = 60_000;
const root = path.resolve(import.meta.dirname, "../..");

/** What does not hold, in words. */
class Refuted extends Error {}

interface Place {
  folder: string;
  python: string;
  /** with the folder of Python's programs in front, and no way to a hub of models */
  env: Record<string, string>;
  /** undefined: as many as the settings say */
  steps: number | undefined;
}

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({ options: { python: text, steps: text }, allowPositionals: true });
  const named = values.python ?? positionals[0] ?? process.env.PYTHON;
  const candidates = named ? [named] : [".venv/bin/python", "python3", "python"];
  const found = await findTrl(candidates);
  if (!found) {
    const tried = candidates.join(", ");
    console.log(`not proved: no TRL in ${tried}. Name a Python that has it: npm run prove-export -- --python PYTHON`);
    return 3;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "rlhf-export-"));
  try {
    const steps = values.steps === undefined ? undefined : Number(values.steps);
    await follow({ folder, ...found, steps });
    console.log("proved");
    return 0;
  } catch (error) {
    if (!(error instanceof Refuted)) throw error;
    console.log(`refuted: ${error.message}`);
    return 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The first of these that has TRL, and what its programs need of the environment. */
async function findTrl(candidates: readonly string[]): Promise<Pick<Place, "python" | "env"> | null> {
  const asked =
    "import sysconfig, torch, transformers, trl; print(sysconfig.get_path('scripts'), trl.__version__, transformers.__version__, torch.__version__)";
  for (const python of candidates) {
    const { code, output } = await runCommand(python, ["-c", asked], { limit: 5 * minute });
    if (code !== 0) continue;
    const [scripts, trl, transformers, torch] = output.trim().split("\n").at(-1)!.split(" ");
    console.log(`TRL ${trl}, transformers ${transformers}, PyTorch ${torch}`);
    return { python, env: { PATH: `${scripts}${path.delimiter}${process.env.PATH}`, HF_HUB_OFFLINE: "1" } };
  }
  return null;
}

async function follow(place: Place) {
  const { folder, steps } = place;
  await rlhf("export", "--out", folder);
  const told = readTold(await readFile(path.join(folder, "README.md"), "utf8"));
  if (told.commands.length === 0 || told.programs.length === 0) throw new Refuted("README.md tells of nothing to run");
  for (const program of told.programs) await runProgram(place, folder, program);
  for (const program of await programsOfChapters()) await runProgram(place, root, program);
  await checkNumbers(place);
  for (const command of told.commands) {
    const literal = steps === undefined ? command : `${command} --max_steps ${steps}`;
    const start = performance.now();
    const { code, output } = await runCommand("sh", ["-c", `cd "$FOLDER" && ${literal}`], {
      limit: 120 * minute,
      env: { ...place.env, FOLDER: folder },
    });
    if (code !== 0) throw new Refuted(`${literal}\n${lastLines(output)}`);
    console.log(`- ${literal}: ${Math.round((performance.now() - start) / 1000)} s`);
  }
  await checkTrained(place);
}

/** The programs in Python that the chapters print, to be run at the root. */
async function programsOfChapters(): Promise<string[]> {
  const files = globSync("chapters/*/index.mdx");
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/^```python\n(.*?)^```$/gms)].map(([, program]) => program!));
}

/** A program shows an answer to the question that it asks. */
async function runProgram({ folder, python, env }: Place, at: string, program: string) {
  const file = path.join(folder, "printed.py");
  await writeFile(file, program);
  const command = `cd "$AT" && "$0" "$1"`;
  const run = await runCommand("sh", ["-c", command, python, file], { limit: 10 * minute, env: { ...env, AT: at } });
  const animal = /the (\w+) eat/.exec(program)![1]!;
  if (run.code !== 0 || !run.output.includes(`the ${animal} eats`))
    throw new Refuted(`${program}\n${lastLines(run.output)}`);
  console.log(`- the program in ${at === folder ? "README.md" : "a chapter"} shows an answer`);
}

/** Whether transformers computes what we compute. */
async function checkNumbers({ folder, python, env }: Place) {
  const [prompt, response] = ["ask: what does the fox eat ?", "the fox eats grapes thanks"];
  const { burrow } = await import("../../snippets/world/vocabulary.ts");
  const [promptIds, answerIds] = [burrow.encode(prompt), burrow.encode(`${response} <end>`)];
  const at = (stage: string) => path.join(folder, "checkpoints", stage);
  const tokens = [...promptIds, ...answerIds].join(" ");
  const logits = async (stage: string) =>
    JSON.parse(await rlhf("logits", "--checkpoint", at(stage), "--tokens", tokens)) as unknown;
  const score = await rlhf("score", "--checkpoint", at("reward"), "--prompt", prompt, "--response", response);
  const ours = path.join(folder, "ours.json");
  const numbers = { pretrain: await logits("pretrain"), sft: await logits("sft"), ppo: await logits("ppo") };
  const words = { prompt, prompt_ids: promptIds, answer_ids: answerIds };
  await writeFile(ours, JSON.stringify({ ...numbers, ...words, reward: Number(score) }));
  const proof = path.join(import.meta.dirname, "prove.py");
  const { code, output } = await runCommand(python, [proof, folder, ours], { limit: 10 * minute, env });
  if (code !== 0) throw new Refuted(`prove.py\n${lastLines(output)}`);
  console.log(
    output
      .split("\n")
      .filter((line) => line.startsWith("- "))
      .join("\n"),
  );
}

/** Whether what TRL trained opens here, and is better than what it began with. */
async function checkTrained({ folder, steps }: Place) {
  const rows = async <T>(name: string) =>
    (await readFile(path.join(folder, name), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as T);
  const prompts = (await rows<{ prompt: string }>("prompts.jsonl")).slice(0, 300).map(({ prompt }) => prompt);
  const pairs = (await rows<Pair>("preferences.jsonl")).slice(0, 2000);
  const here = await openHere(folder);
  for (const [trained, start] of [
    ["out/sft", "checkpoints/pretrain"],
    ["out/sft-1", "checkpoints/pretrain"],
    ["out/sft-2", "checkpoints/pretrain"],
    ["out/dpo", "checkpoints/sft"],
    ["out/kto", "checkpoints/sft"],
    ["out/grpo", "checkpoints/sft"],
    ["out/rloo", "checkpoints/sft"],
  ] as const) {
    await rlhf("sample", "--checkpoint", path.join(folder, trained), "--prompt", prompts[0]!);
    const { kind } = await here.onPage(trained);
    if (kind !== "language model") throw new Refuted(`the page takes ${trained} for a ${kind}`);
    const [after, before] = [await here.meanScore(trained, prompts), await here.meanScore(start, prompts)];
    const line = `${trained} opens here, and as the page opens it; its answers score ${after.toFixed(2)}, those of ${start} ${before.toFixed(2)}`;
    if (steps === undefined && !(after > before + 0.1)) throw new Refuted(line);
    console.log(`- ${line}`);
  }
  await checkTwoProcesses(folder);
  const { kind } = await here.onPage("out/reward");
  if (kind !== "scoring model") throw new Refuted(`the page takes out/reward for a ${kind}`);
  const accuracy = await here.accuracy("out/reward", pairs);
  const line = `out/reward opens here, and as the page opens it; it has ${Math.round(100 * accuracy)} % of the pairs in the labelers' order`;
  if (steps === undefined && !(accuracy > 0.65)) throw new Refuted(line);
  console.log(`- ${line}`);
}

/** Two processes that were started, but do not know of each other, would each learn from half of the rows. */
async function checkTwoProcesses(folder: string) {
  const [one, two] = [path.join(folder, "out/sft-1"), path.join(folder, "out/sft-2")];
  const share = await apart(one, two, path.join(folder, "checkpoints/pretrain"));
  const line = `two processes end ${(100 * share).toFixed(1)} % of a training's way from one process`;
  if (!(share < 0.1)) throw new Refuted(line);
  console.log(`- ${line}`);
}

async function rlhf(...args: string[]): Promise<string> {
  const { code, output } = await runCommand(process.execPath, ["snippets/cli/main.ts", ...args], {
    limit: 10 * minute,
  });
  if (code !== 0) throw new Refuted(`rlhf ${args.join(" ")}\n${lastLines(output)}`);
  return output;
}

const lastLines = (output: string) => output.trimEnd().split("\n").slice(-25).join("\n");

process.chdir(root);
process.exitCode = await main();
