/** The commands that use a checkpoint: sample, logits, score. */
import * as tf from "@tensorflow/tfjs";
import type { Command } from "commander";
import { assert } from "../base/assert.ts";
import { loadGPT, loadScalarModel, loadTokenizer } from "../checkpoint.ts";
import { loadSpecialTokens } from "../checkpoint/special-tokens.ts";
import type { SpecialTokens } from "../checkpoint/special-tokens.ts";
import { generate } from "../generate.ts";
import { type GPTConfig, logits } from "../gpt.ts";
import { scoreResponses } from "../heads.ts";
import { createRng } from "../random.ts";
import { tokenBatch } from "../token-batch.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { findCheckpoint, loadFrom, type Stage } from "./folders.ts";
import { positiveNumber, tokenIds, wholeNumber } from "./options.ts";
import { encodeOption, UsageError } from "./options.ts";

/** In a run's folder, the language model that was trained last. */
const LANGUAGE_MODELS: readonly Stage[] = ["ppo", "sft", "pretrain"];

const CHECKPOINT =
  "needed: a checkpoint's folder, or a whole run's (its newest fits)";

interface SampleOptions {
  checkpoint: string;
  prompt: string;
  n: number;
  temperature: number;
  topK: number;
  maxTokens: number;
  seed: number;
  json?: boolean;
}

export function addSample(program: Command): void {
  program
    .command("sample")
    .description("Prints answers to a prompt, one a line.")
    .requiredOption("--checkpoint <dir>", CHECKPOINT)
    .requiredOption(
      "--prompt <text>",
      "needed: what the model is to go on with",
    )
    .option("--n <n>", "how many answers", wholeNumber(1), 1)
    .option("--temperature <t>", "below 1: bolder, more alike", positiveNumber)
    .option("--top-k <k>", "only the k likeliest tokens", wholeNumber(0))
    .option("--max-tokens <n>", "an answer's longest", wholeNumber(1), 18)
    .option("--seed <n>", "the same answers for the same", wholeNumber(1), 1)
    .option("--json", "prints a line of JSON for each answer")
    .addHelpText(
      "after",
      '\nExample: rlhf sample --checkpoint runs/first --prompt "ask: what ' +
        'does the fox eat ?" --n 4',
    )
    .action(sample);
}

async function sample(options: SampleOptions): Promise<void> {
  const { temperature = 1, topK = 0, n, json } = options;
  const rng = createRng(options.seed);
  const path = findCheckpoint(options.checkpoint, LANGUAGE_MODELS);
  const tokenizer = await loadFrom(path, loadTokenizer);
  const { end } = await loadFrom(path, (read) =>
    loadSpecialTokens(read, tokenizer),
  );
  const gpt = await loadFrom(path, loadGPT);
  assertHasTokens(path, tokenizer, gpt.config);
  const prompt = encodeOption("--prompt", options.prompt, tokenizer);
  const room = gpt.config.blockSize + 1 - prompt.length;
  if (room <= 0) {
    const most = gpt.config.blockSize;
    throw new UsageError(
      `--prompt: this model reads at most ${most} tokens, got ` +
        `${prompt.length}. Shorten the prompt.`,
    );
  }
  const maxNewTokens = Math.min(options.maxTokens, room);
  for (let done = 0; done < n; done += 64) {
    const count = Math.min(64, n - done);
    const prompts = Array.from({ length: count }, () => prompt);
    const answers = generate(gpt, prompts, {
      ...{ rng: rng.fork(done), temperature, topK, maxNewTokens },
      stopTokens: end,
    });
    for (const tokens of answers) {
      const words = tokens.filter((token) => !end.includes(token));
      const answer = tokenizer.decode(words);
      const ended = end.includes(tokens.at(-1)!);
      const record = { prompt: options.prompt, answer, tokens, ended };
      // An answer a line, even if it has lines in it.
      const line = answer.replaceAll("\n", "\\n");
      printLine(json ? JSON.stringify(record) : line);
    }
  }
}

/** Word by word there is no word for what the vocabulary lacks. */
function assertHasTokens(
  path: string,
  { words, json }: Tokenizer,
  { vocabSize }: GPTConfig,
): void {
  // Of sub-words there may be fewer: larger tables are padded, for speed.
  const fits = json ? words.length <= vocabSize : words.length === vocabSize;
  assert(
    fits,
    `${path}: tokenizer.json has ${words.length} tokens, but vocab_size in ` +
      `config.json is ${vocabSize}. Expected the tokenizer that the model ` +
      `was trained with.`,
  );
}

interface LogitsOptions {
  checkpoint: string;
  tokens: number[];
  json?: boolean;
}

export function addLogits(program: Command): void {
  program
    .command("logits")
    .description("Prints the logits of every next token as JSON, [T][V].")
    .requiredOption("--checkpoint <dir>", CHECKPOINT)
    .requiredOption("--tokens <ids>", 'needed: such as "3 17 9"', tokenIds)
    .option("--json", "prints a line of JSON for each token")
    .action(printLogits);
}

async function printLogits(options: LogitsOptions): Promise<void> {
  const { tokens, json } = options;
  const path = findCheckpoint(options.checkpoint, LANGUAGE_MODELS);
  const gpt = await loadFrom(path, loadGPT);
  const { vocabSize } = gpt.config;
  const outside = tokens.find((token) => token >= vocabSize);
  assert(
    outside === undefined,
    `--tokens are from 0 to ${vocabSize - 1} for ${path}, got ${outside}.`,
  );
  const values = tf.tidy(() => logits(gpt, tokenBatch([tokens])).arraySync());
  if (!json) return printLine(JSON.stringify(values));
  values.forEach((row, position) => {
    const token = tokens[position]!;
    printLine(JSON.stringify({ position, token, logits: row }));
  });
}

interface ScoreOptions {
  checkpoint: string;
  prompt: string;
  response: string;
  json?: boolean;
}

export function addScore(program: Command): void {
  program
    .command("score")
    .description("Prints the reward model's score of an answer.")
    .requiredOption("--checkpoint <dir>", CHECKPOINT)
    .requiredOption("--prompt <text>", "needed: what was asked")
    .requiredOption("--response <text>", "needed: the answer to it")
    .option("--json", "prints it as a line of JSON")
    .action(score);
}

async function score(options: ScoreOptions): Promise<void> {
  const { prompt, response, json } = options;
  const path = findCheckpoint(options.checkpoint, ["reward"]);
  const tokenizer = await loadFrom(path, loadTokenizer);
  const special = await loadFrom(path, (read) =>
    loadSpecialTokens(read, tokenizer),
  );
  const model = await loadFrom(path, loadScalarModel);
  assertHasTokens(path, tokenizer, model.gpt.config);
  const answer = ended(
    encodeOption("--response", response, tokenizer),
    special,
  );
  const query = encodeOption("--prompt", prompt, tokenizer);
  const [value] = scoreResponses(model, [{ query, response: answer }]);
  const record = { prompt, response, score: value };
  printLine(json ? JSON.stringify(record) : String(value));
}

/**
 * An answer's score is read at its end. Where padding is the same token, as
 * people set it for GPT-2, transformers reads it before that, at the last word.
 */
function ended(answer: number[], { end, pad }: SpecialTokens): number[] {
  if (end.length === 0 || end[0] === pad) return answer;
  return end.includes(answer.at(-1)!) ? answer : [...answer, end[0]!];
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
