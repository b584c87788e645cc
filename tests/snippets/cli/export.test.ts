import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { pairsOf, preferenceRows, thumbRows } from "../../../snippets/cli/export-data.ts";
import { TRL_COMMANDS, trlSettings } from "../../../snippets/cli/trl-settings.ts";
import { createRng } from "../../../snippets/random.ts";
import { parseRequest } from "../../../snippets/world/parse-request.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { readTold } from "../../export/readme.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const rlhf = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["snippets/cli/main.ts", ...args], { cwd: root });

let out = "";
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "rlhf-export-"));
  await rlhf("export", "--out", out);
});
afterAll(() => rm(out, { recursive: true }));

async function rows(name: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(out, name), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
}

test("the four checkpoints, as the book has them", async () => {
  for (const stage of ["pretrain", "sft", "reward", "ppo"]) {
    const files = await readdir(join(out, "checkpoints", stage));
    expect(files.sort()).toEqual(["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"]);
    const weights = (folder: string) => readFile(join(folder, stage, "model.safetensors"));
    expect(await weights(join(out, "checkpoints"))).toEqual(await weights(join(root, "public/checkpoints")));
  }
});

test("400 demonstrations, which join to words that the tokenizer knows", async () => {
  const demonstrations = await rows("sft.jsonl");
  expect(demonstrations).toHaveLength(400);
  for (const { prompt, completion } of demonstrations) {
    expect(parseRequest(prompt!)).toBeDefined();
    expect(completion).toMatch(/^ \S/);
    expect(burrow.decode(burrow.encode(`${prompt}${completion}`))).toBe(`${prompt}${completion}`);
  }
});

test("preferences: pairs of different answers to a prompt", async () => {
  const pairs = await rows("preferences.jsonl");
  expect(pairs.length).toBeGreaterThan(20_000);
  for (const { prompt, chosen, rejected } of pairs.slice(0, 500)) {
    expect(parseRequest(prompt!)).toBeDefined();
    expect(chosen).not.toBe(rejected);
    for (const answer of [chosen, rejected]) expect(answer).toMatch(/^ (?!.*<end>)/);
  }
});

test("prompts are requests", async () => {
  const prompts = await rows("prompts.jsonl");
  expect(prompts).toHaveLength(1000);
  expect(prompts.every(({ prompt }) => parseRequest(prompt!))).toBe(true);
});

test("K ranked answers make their pairs, best first; unfinished ones make none", () => {
  const ranked = ["a <end>", "b <end>", "c", "d <end>"];
  expect(pairsOf({ prompt: "p", labeler: "l", ranked })).toEqual([
    { prompt: "p", chosen: " a", rejected: " b" },
    { prompt: "p", chosen: " a", rejected: " d" },
    { prompt: "p", chosen: " b", rejected: " d" },
  ]);
});

const ranking = (prompt: string, count: number) => ({
  prompt,
  labeler: "l",
  ranked: Array.from({ length: count }, (_, i) => `${i} <end>`),
});

test("every ranking has 15 rows that stay together, each of its pairs as often as the others or once more", () => {
  const rankings = [ranking("two", 2), ranking("one", 1), ranking("four", 4), ranking("six", 6), ranking("nine", 9)];
  const rows = preferenceRows(rankings, createRng(1));
  const prompts = ["two", "four", "six", "nine"];
  expect(rows.map(({ prompt }) => prompt)).toEqual(
    prompts.flatMap((prompt) => Array.from({ length: 15 }, () => prompt)),
  );
  const counts = prompts.map((prompt) => {
    const pairs = rows.filter((row) => row.prompt === prompt).map(({ chosen, rejected }) => `${chosen}>${rejected}`);
    const times = [...new Set(pairs)].map((pair) => pairs.filter((each) => each === pair).length);
    return times.sort();
  });
  expect(counts).toEqual([[15], [2, 2, 2, 3, 3, 3], Array(15).fill(1), Array(15).fill(1)]);
  for (const { chosen, rejected } of rows) expect(Number(chosen)).toBeLessThan(Number(rejected));
  expect(preferenceRows(rankings, createRng(1))).toEqual(rows);
});

test("thumbs: the best answer and the worst, a step's ups before their downs", () => {
  const rows = thumbRows([ranking("a", 3), ranking("none", 1), ranking("b", 2), ranking("c", 4)], 2);
  expect(rows.map(({ prompt, completion, label }) => `${prompt}${completion} ${label}`)).toEqual([
    ...["a 0 true", "b 0 true", "a 2 false", "b 1 false"],
    ...["c 0 true", "c 3 false"],
  ]);
});

test("thumbs.jsonl: as many up as down, in a step too", async () => {
  const thumbs = (await rows("thumbs.jsonl")) as unknown as { prompt: string; label: boolean }[];
  expect(thumbs.length).toBeGreaterThan(3900);
  expect(thumbs.filter(({ label }) => label)).toHaveLength(thumbs.length / 2);
  const batch = trlSettings("M").kto.per_device_train_batch_size as number;
  const labels = thumbs.slice(0, batch).map(({ label }) => label);
  expect(labels).toEqual([...Array<boolean>(batch / 2).fill(true), ...Array<boolean>(batch / 2).fill(false)]);
});

test("preferences.jsonl: a step has eight rankings with all their rows", async () => {
  const pairs = await rows("preferences.jsonl");
  const { per_device_train_batch_size, train_sampling_strategy } = trlSettings("M").dpo;
  expect([per_device_train_batch_size, train_sampling_strategy]).toEqual([120, "sequential"]);
  expect(pairs.length % 15).toBe(0);
  for (let i = 0; i < pairs.length; i += 15) {
    expect(new Set(pairs.slice(i, i + 15).map(({ prompt }) => prompt)).size).toBe(1);
  }
});

/** The settings that are exported, and what TRL takes them for. */
const KINDS: Record<string, readonly string[]> = {
  string: [
    "model_name_or_path",
    "output_dir",
    "lr_scheduler_type",
    "report_to",
    "save_strategy",
    "train_sampling_strategy",
  ],
  boolean: ["bf16", "gradient_checkpointing", "use_bias_correction_kl"],
  number: [
    ...["learning_rate", "warmup_steps", "num_train_epochs", "max_steps", "max_length", "logging_steps"],
    ...["per_device_train_batch_size", "adam_beta2", "weight_decay", "max_grad_norm", "beta", "epsilon"],
    ...["steps_per_generation", "num_iterations", "num_generations", "max_completion_length"],
  ],
  object: ["datasets", "lr_scheduler_kwargs", "reward_funcs"],
};

/** A file of settings, as PyYAML reads it. */
async function settingsIn(file: string): Promise<Record<string, unknown>> {
  return parse(await readFile(join(out, file), "utf8"), { version: "1.1", schema: "yaml-1.1" }) as Record<
    string,
    unknown
  >;
}

describe.each(TRL_COMMANDS)("%s.yaml", (command) => {
  test("every setting is read as what it is", async () => {
    const settings = await settingsIn(`${command}.yaml`);
    expect(settings).toEqual(trlSettings("M")[command]);
    for (const [name, value] of Object.entries(settings)) {
      const kind = Object.keys(KINDS).find((each) => KINDS[each]!.includes(name));
      expect(typeof value, name).toBe(kind);
    }
    expect(settings.save_strategy).toBe("no");
  });

  test("names files that are there", async () => {
    const { model_name_or_path, datasets, reward_funcs } = (await settingsIn(`${command}.yaml`)) as {
      model_name_or_path: string;
      datasets: { data_files: string }[];
      reward_funcs?: string[];
    };
    await readFile(join(out, model_name_or_path, "config.json"));
    for (const { data_files } of datasets) await readFile(join(out, data_files));
    for (const func of reward_funcs ?? []) {
      const [module, name] = func.split(".");
      const text = await readFile(join(out, `${module}.py`), "utf8");
      expect(text).toContain(`def ${name}(`);
      await readFile(join(out, /^CHECKPOINT = "(.+)"$/m.exec(text)![1]!, "config.json"));
    }
  });
});

test("a run of another size has the rates of that size", () => {
  const rates = (["S", "M", "L"] as const).map((size) => trlSettings(size).sft.learning_rate);
  expect(rates).toEqual([1e-3, 5e-4, 5e-4]);
});

test("README tells of every settings file, once, and of files that are there", async () => {
  const readme = await readFile(join(out, "README.md"), "utf8");
  const told = readTold(readme);
  const launch = (processes: number, option: string) =>
    `accelerate launch ${option}--num_processes ${processes} -m trl.scripts.sft --config sft.yaml --output_dir out/sft-${processes} --use_cpu true`;
  const half = (trlSettings("M").sft.per_device_train_batch_size as number) / 2;
  expect(told.commands).toEqual([
    ...TRL_COMMANDS.map((name) => `trl ${name} --config ${name}.yaml`),
    launch(1, ""),
    `${launch(2, "--multi_gpu ")} --per_device_train_batch_size ${half}`,
  ]);
  expect(told.packages).toEqual(["trl"]);
  expect(told.programs).toHaveLength(1);
  const names = readme.match(/[\w/-]+\.(yaml|jsonl|py|sh)|checkpoints\/\w+/g)!;
  for (const name of names) {
    await readFile(join(out, name.startsWith("checkpoints") ? `${name}/config.json` : name));
  }
});

test("a run that was stopped gets the commands for which all is there", async () => {
  const [from, to] = [join(out, "stopped"), join(out, "of-stopped")];
  await cp(join(root, "public/checkpoints/pretrain"), join(from, "pretrain"), { recursive: true });
  await rlhf("export", "--from", from, "--out", to);
  const files = await readdir(to);
  expect(files.sort()).toEqual(["README.md", "checkpoints", "prompts.jsonl", "sft.jsonl", "sft.yaml"]);
  const readme = await readFile(join(to, "README.md"), "utf8");
  const { commands } = readTold(readme);
  expect(commands.filter((command) => !command.startsWith("accelerate"))).toEqual(["trl sft --config sft.yaml"]);
  expect(readme).not.toMatch(/checkpoints\/(sft|reward)|preferences|thumbs|judge|DPO|KTO|GRPO|PPO|Ray/);
});

describe("tokenizer.json", () => {
  interface TokenizerJson {
    added_tokens: { content: string }[];
    normalizer: { type: string; normalizers: { type: string; pattern?: { Regex: string }; content?: string }[] };
    pre_tokenizer: { type: string; pattern: { Regex: string }; behavior: string; invert: boolean };
    decoder: { type: string; pattern: { Regex: string }; content: string };
    model: { type: string; vocab: Record<string, number> };
  }

  /** What the tokenizers library makes of the file, by the parts that it has. */
  async function library() {
    const json = JSON.parse(await readFile(join(out, "checkpoints/sft/tokenizer.json"), "utf8")) as TokenizerJson;
    const { added_tokens, normalizer, pre_tokenizer, decoder, model } = json;
    expect([model.type, decoder.type]).toEqual(["WordLevel", "Replace"]);
    expect(pre_tokenizer).toMatchObject({ type: "Split", behavior: "Removed", invert: true });
    const words = Object.keys(model.vocab);
    const special = new RegExp(`(${added_tokens.map(({ content }) => content).join("|")})`);
    const steps: Record<string, (text: string, pattern: string, content: string) => string> = {
      NFKC: (text) => text.normalize("NFKC"),
      Lowercase: (text) => text.toLowerCase(),
      Replace: (text, pattern, content) => text.replace(new RegExp(pattern, "gu"), content),
    };
    const normalise = (text: string) =>
      normalizer.normalizers.reduce(
        (read, { type, pattern, content }) => steps[type]!(read, pattern?.Regex ?? "", content ?? ""),
        text,
      );
    const cut = new RegExp(pre_tokenizer.pattern.Regex, "gu");
    return {
      words,
      encode: (text: string) =>
        text
          .split(special)
          .flatMap((part) => (special.test(part) ? [part] : (normalise(part).match(cut) ?? [])))
          .map((word) => model.vocab[word]),
      decode: (ids: readonly number[]) =>
        ids.map((id) => words[id]!.replace(new RegExp(decoder.pattern.Regex, "g"), decoder.content)).join(""),
    };
  }

  test("texts are the same words apart and joined", async () => {
    const { words, encode, decode } = await library();
    const ids = fc.array(fc.nat(words.length - 1), { maxLength: 20 });
    fc.assert(
      fc.property(ids, ids, (prompt, answer) => {
        expect(encode(decode(prompt) + decode(answer))).toEqual([...prompt, ...answer]);
        expect(burrow.encode(decode(prompt))).toEqual(prompt);
      }),
    );
  });

  test("prompts and answers of the files join, and TRL's <end> after them", async () => {
    const { encode } = await library();
    for (const { prompt, completion } of await rows("sft.jsonl")) {
      const apart = [...burrow.encode(prompt!), ...burrow.encode(completion!)];
      expect(encode(`${prompt}${completion}<end>`)).toEqual([...apart, 1]);
      expect(encode(`${prompt!.toUpperCase()}${completion!.trim()}<end>`)).toEqual([...apart, 1]);
    }
  });

  test("of an older run is written anew", async () => {
    const [from, to] = [join(out, "older"), join(out, "of-older")];
    await cp(join(root, "public/checkpoints/pretrain"), join(from, "pretrain"), { recursive: true });
    const file = join(from, "pretrain/tokenizer.json");
    const json = JSON.parse(await readFile(file, "utf8")) as TokenizerJson;
    await writeFile(file, JSON.stringify({ ...json, decoder: null, normalizer: null }));
    await rlhf("export", "--from", from, "--out", to);
    const written = JSON.parse(
      await readFile(join(to, "checkpoints/pretrain/tokenizer.json"), "utf8"),
    ) as TokenizerJson;
    const anew = await readFile(join(out, "checkpoints/pretrain/tokenizer.json"), "utf8");
    expect(written).toEqual(JSON.parse(anew));
    expect(written.normalizer.type).toBe("Sequence");
  });
});

test("a folder without a run is refused", async () => {
  await expect(rlhf("export", "--from", tmpdir(), "--out", out)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is no run") as string,
  });
});
