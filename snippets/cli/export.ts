/**
 * The command `export`: a folder to take to a cluster, with the checkpoints
 * and the data of every stage in the shapes that TRL reads.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { assert } from "../base/assert.ts";
import { loadConfig, loadTokenizer, tokenizerFiles } from "../checkpoint.ts";
import { ktoDefaults } from "../methods/kto.ts";
import { createRng, type Rng } from "../random.ts";
import { completionRows, jsonLines, preferenceRows } from "./export-data.ts";
import { promptRows, thumbRows } from "./export-data.ts";
import { exportReadme } from "./export-readme.ts";
import { SCORER } from "./export-scorer.ts";
import { BOOK, folder, isCheckpoint, makeFolder } from "./folders.ts";
import { STAGES, type Stage, writeFiles } from "./folders.ts";
import { openRlhfScript, RAY_JOB } from "./openrlhf.ts";
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
  const prompts = promptRows(rng);
  const data: Record<string, string> = {
    "sft.jsonl": jsonLines(completionRows(rng)),
    "prompts.jsonl": jsonLines(prompts),
    ...rankingFiles(join(from, "reward", COMPARISONS), rng),
  };
  makeFolder(out);
  for (const stage of stages) await copyCheckpoint(from, out, stage);
  const there = [...stages, ...Object.keys(data)];
  const commands = TRL_COMMANDS.filter((command) =>
    NEEDS[command].every((need) => there.includes(need)),
  );
  const settings = trlSettings(size);
  const isJudged = commands.includes("grpo");
  writeTexts(out, {
    ...data,
    ...Object.fromEntries(
      commands.map((name) => [`${name}.yaml`, toYaml(settings[name])]),
    ),
    ...(isJudged && {
      "scorer.py": SCORER,
      [RAY_JOB]: openRlhfScript(size, prompts.length),
    }),
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
  kto: ["sft", "thumbs.jsonl"],
  grpo: ["sft", "reward"],
  rloo: ["sft", "reward"],
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

/** A run that was stopped before its reward model has no rankings yet. */
function rankingFiles(file: string, rng: Rng): Record<string, string> {
  if (!existsSync(file)) return {};
  const rankings = readComparisons(file);
  const pairs = preferenceRows(rankings, rng.fork("exported pairs"));
  return {
    "preferences.jsonl": jsonLines(pairs),
    "thumbs.jsonl": jsonLines(thumbRows(rankings, ktoDefaults.batchSize / 2)),
  };
}
