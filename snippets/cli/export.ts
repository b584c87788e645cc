/**
 * The command `export`: a folder to take to a cluster, with the checkpoints
 * and the data of every stage in the shapes that TRL reads.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../base/assert.ts";
import { loadConfig, loadTokenizer, tokenizerFiles } from "../checkpoint.ts";
import type { RankedAnswers } from "../comparisons.ts";
import { createRng, type Rng } from "../random.ts";
import { trainingQueries } from "../training-recipe.ts";
import { demonstrations } from "../world/demonstrations.ts";
import { burrow } from "../world/vocabulary.ts";
import { exportReadme, SCORER } from "./export-texts.ts";
import { BOOK, folder, isCheckpoint, makeFolder } from "./folders.ts";
import { STAGES, type Stage, writeFiles } from "./folders.ts";
import { COMPARISONS, readComparisons } from "./rankings.ts";
import { recordOf } from "./record.ts";
import { TRL_COMMANDS, type TrlCommand, trlSettings } from "./trl-settings.ts";
import { toYaml } from "./yaml.ts";

export interface ExportOptions {
  /** a run's folder; the book's, unless said */
  from?: string;
  /** the folder to write */
  out: string;
}

export async function exportRun(options: ExportOptions): Promise<void> {
  const { from = BOOK, out } = options;
  const stages = STAGES.filter((stage) => isCheckpoint(join(from, stage)));
  assert(
    stages.includes("pretrain"),
    `${from} is no run: it holds no pretrain checkpoint. Expected a folder ` +
      `that "train" wrote, or no --from for the book's.`,
  );
  const { seed, size } = recordOf(join(from, "pretrain"));
  const rng = createRng(seed);
  const data: Record<string, string> = {
    "sft.jsonl": jsonLines(completions(rng)),
    "prompts.jsonl": jsonLines(prompts(rng)),
    ...preferenceFiles(join(from, "reward", COMPARISONS)),
  };
  makeFolder(out);
  for (const stage of stages) await copyCheckpoint(from, out, stage);
  const there = [...stages, ...Object.keys(data)];
  const commands = TRL_COMMANDS.filter((command) =>
    NEEDS[command].every((need) => there.includes(need)),
  );
  const settings = trlSettings(size);
  writeTexts(out, {
    ...data,
    ...Object.fromEntries(
      commands.map((name) => [`${name}.yaml`, toYaml(settings[name])]),
    ),
    ...(commands.includes("grpo") && { "scorer.py": SCORER }),
    "README.md": exportReadme({
      commands,
      files: Object.keys(data),
      model: `checkpoints/${stages.includes("sft") ? "sft" : "pretrain"}`,
    }),
  });
}

/** What a run may lack that was stopped on its way. */
const NEEDS: Record<TrlCommand, readonly string[]> = {
  sft: ["pretrain"],
  reward: ["sft", "preferences.jsonl"],
  dpo: ["sft", "preferences.jsonl"],
  grpo: ["sft", "reward"],
};

function writeTexts(out: string, files: Record<string, string>): void {
  const encoder = new TextEncoder();
  for (const [name, text] of Object.entries(files)) {
    writeFiles(out, { [name]: encoder.encode(text) });
    const lines = text.trimEnd().split("\n").length;
    process.stdout.write(`${join(out, name)}: ${lines} lines\n`);
  }
}

/** The words are written anew: an older run's can't be joined as texts. */
async function copyCheckpoint(from: string, out: string, stage: Stage) {
  const readFile = folder(join(from, stage));
  const { blockSize } = await loadConfig(readFile);
  writeFiles(join(out, "checkpoints", stage), {
    "model.safetensors": await readFile("model.safetensors"),
    "config.json": await readFile("config.json"),
    ...tokenizerFiles(await loadTokenizer(readFile), { blockSize }),
  });
  process.stdout.write(`${join(out, "checkpoints", stage)}: a checkpoint\n`);
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
  const pairs = readComparisons(file).flatMap(pairsOf);
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
