/**
 * The command `export`: a folder to take to a cluster, with the checkpoints
 * and the data of every stage in the shapes that TRL reads.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../assert.ts";
import type { RankedAnswers } from "../comparisons.ts";
import { createRng, type Rng } from "../random.ts";
import { trainingQueries } from "../recipe.ts";
import { demonstrations } from "../world/demonstrations.ts";
import { burrow } from "../world/vocabulary.ts";
import { exportReadme, trlConfigs } from "./export-texts.ts";
import { readFlags, required } from "./flags.ts";
import { BOOK, folder, isCheckpoint, makeFolder } from "./folders.ts";
import { STAGES, type Stage, writeFiles } from "./folders.ts";
import { RECORD, type TrainingRecord } from "./record.ts";

const CHECKPOINT_FILES = [
  ...["model.safetensors", "config.json"],
  ...["tokenizer.json", "tokenizer_config.json"],
];

export async function exportRun(args: string[]): Promise<void> {
  const flags = readFlags(args, ["from", "out"]);
  const out = required(flags, "out");
  const from = flags.from ?? BOOK;
  const stages = STAGES.filter((stage) => isCheckpoint(join(from, stage)));
  assert(
    stages.includes("pretrain"),
    `${from} is no run: it holds no pretrain checkpoint. Expected a folder ` +
      `that "train" wrote, or no --from for the book's.`,
  );
  makeFolder(out);
  for (const stage of stages) await copyCheckpoint(from, out, stage);
  const rng = createRng(seedOf(join(from, "pretrain")));
  const files: Record<string, string> = {
    "sft.jsonl": jsonLines(completions(rng)),
    "prompts.jsonl": jsonLines(prompts(rng)),
    ...preferenceFiles(join(from, "reward", "comparisons.jsonl")),
    ...trlConfigs,
    "README.md": exportReadme,
  };
  const encoder = new TextEncoder();
  for (const [name, text] of Object.entries(files)) {
    writeFiles(out, { [name]: encoder.encode(text) });
    const lines = text.trimEnd().split("\n").length;
    process.stdout.write(`${join(out, name)}: ${lines} lines\n`);
  }
}

async function copyCheckpoint(from: string, out: string, stage: Stage) {
  const readFile = folder(join(from, stage));
  for (const name of CHECKPOINT_FILES) {
    const place = join(out, "checkpoints", stage);
    writeFiles(place, { [name]: await readFile(name) });
  }
  process.stdout.write(`${join(out, "checkpoints", stage)}: a checkpoint\n`);
}

/** The seed that the run's data were made from. */
function seedOf(path: string): number {
  const file = join(path, RECORD);
  assert(
    existsSync(file),
    `${path} has no ${RECORD}, which says what seed its data come from.`,
  );
  return (JSON.parse(readFileSync(file, "utf8")) as TrainingRecord).seed;
}

/** Texts are joined as they are: what follows a prompt begins with a space. */
const after = (words: string) => ` ${words}`;

function completions(rng: Rng) {
  const written = demonstrations(rng.fork("demonstrations"), 400);
  return written.map(({ prompt, response }) => {
    return { prompt, completion: after(response) };
  });
}

function prompts(rng: Rng) {
  return trainingQueries(rng).map((query) => {
    return { prompt: burrow.decode(query) };
  });
}

/** A run that was stopped before its reward model has no rankings yet. */
function preferenceFiles(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const pairs = lines.flatMap((line) =>
    pairsOf(JSON.parse(line) as RankedAnswers),
  );
  return { "preferences.jsonl": jsonLines(pairs) };
}

/** All pairs of answers that came to their end; TRL adds the end itself. */
export function pairsOf({ prompt, ranked }: RankedAnswers) {
  const ended = ranked
    .filter((answer) => / <end>$/.test(answer))
    .map((answer) => after(answer.replace(/ <end>$/, "")));
  return ended.flatMap((chosen, i) =>
    ended.slice(i + 1).map((rejected) => ({ prompt, chosen, rejected })),
  );
}

function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
