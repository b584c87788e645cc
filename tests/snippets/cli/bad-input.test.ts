import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { WriteError, writeFiles } from "../../../snippets/cli/folders.ts";
import { createProgram } from "../../../snippets/cli/program.ts";
import { startInNode } from "../../../snippets/cli/start-in-node.ts";
import { fromGpt2Config } from "../../../snippets/checkpoint/gpt2-config.ts";
import { decodeSafetensors } from "../../../snippets/safetensors.ts";
import { fromTokenizerJson } from "../../../snippets/checkpoint/tokenizer-json.ts";

const book = fileURLToPath(new URL("../../../public/checkpoints", import.meta.url));
let folder = "";
beforeAll(async () => {
  await startInNode();
  folder = mkdtempSync(join(tmpdir(), "rlhf-bad-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A checkpoint of the book's, with one file of other bytes. */
function damaged(stage: string, name: string, content: string | Uint8Array): string {
  const place = join(folder, `${stage}-${readdirSync(folder).length}`);
  cpSync(join(book, stage), place, { recursive: true });
  writeFileSync(join(place, name), content);
  return place;
}

const PROMPT = "ask: what does the fox eat ?";
const rlhf = async (...args: string[]): Promise<void> =>
  void (await createProgram().parseAsync(args, { from: "user" }));
const COMMANDS = {
  sample: (place: string) => rlhf("sample", "--checkpoint", place, "--prompt", PROMPT),
  logits: (place: string) => rlhf("logits", "--checkpoint", place, "--tokens", "3 4"),
  score: (place: string) => rlhf("score", "--checkpoint", place, "--prompt", PROMPT, "--response", "grapes"),
};

/** A sentence with the file's folder and name in it, for the one who asked. */
async function refusal(task: Promise<void>, ...words: (string | RegExp)[]) {
  const error = await task.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  for (const each of words) expect((error as Error).message).toMatch(each);
}

describe.each(["null", "3", "[]", '"a"', "{", "{}"])("%s for a file of JSON", (text) => {
  test("config.json", async () => {
    const place = damaged("sft", "config.json", text);
    await refusal(COMMANDS.sample(place), place, "config.json");
    await refusal(COMMANDS.logits(place), place, "config.json");
    const judge = damaged("reward", "config.json", text);
    await refusal(COMMANDS.score(judge), judge, "config.json");
  });

  test("tokenizer.json", async () => {
    const place = damaged("sft", "tokenizer.json", text);
    await refusal(COMMANDS.sample(place), place, "tokenizer.json");
  });

  test("the header of model.safetensors", async () => {
    const place = damaged("sft", "model.safetensors", withHeader(text));
    await refusal(COMMANDS.logits(place), place, "safetensors");
  });

  test("a line of comparisons.jsonl, of which export makes nothing", async () => {
    const run = join(folder, `run-${readdirSync(folder).length}`);
    for (const stage of ["pretrain", "sft", "reward"]) cpSync(join(book, stage), join(run, stage), { recursive: true });
    writeFileSync(join(run, "reward", "comparisons.jsonl"), text);
    await refusal(rlhf("export", "--from", run, "--out", join(run, "out")), "comparisons.jsonl is damaged in line 1");
    expect(existsSync(join(run, "out"))).toBe(false);
  });
});

/** A file of safetensors without data. */
function withHeader(json: string): Uint8Array {
  const header = new TextEncoder().encode(json);
  const file = new Uint8Array(8 + header.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  return file;
}

describe("whatever JSON a file holds, it is read or refused in words", () => {
  const read = (name: string) => JSON.parse(readFileSync(join(book, "sft", name), "utf8")) as Record<string, unknown>;
  const readOrRefuse = (task: () => unknown) => {
    try {
      task();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  };
  /** A good object with something else in one place. */
  const changed = (good: Record<string, unknown>) =>
    fc.tuple(fc.constantFrom(...Object.keys(good)), fc.jsonValue()).map(([key, value]) => ({ ...good, [key]: value }));

  test("config.json", () => {
    fc.assert(fc.property(changed(read("config.json")), (config) => readOrRefuse(() => fromGpt2Config(config))));
  });

  test("tokenizer.json", () => {
    const id = fc.oneof(fc.integer(), fc.constantFrom(0, 1, 2), fc.jsonValue());
    const model = fc.record({ type: fc.constant("WordLevel"), vocab: fc.dictionary(fc.string(), id) });
    const file = fc.oneof(changed(read("tokenizer.json")), fc.record({ model }));
    fc.assert(fc.property(file, (json) => readOrRefuse(() => fromTokenizerJson(json))));
  });

  test("the header of safetensors", () => {
    const good = { dtype: "F32", shape: [2, 1], data_offsets: [0, 8] };
    const header = fc.dictionary(fc.string(), fc.oneof(changed(good), fc.jsonValue()));
    fc.assert(fc.property(header, (json) => readOrRefuse(() => decodeSafetensors(withHeader(JSON.stringify(json))))));
  });
});

test("weights that are not numbers", async () => {
  for (const stage of ["sft", "reward"] as const) {
    const file = readFileSync(join(book, stage, "model.safetensors"));
    file.writeFloatLE(NaN, file.length - 400);
    const place = damaged(stage, "model.safetensors", file);
    const commands = stage === "sft" ? [COMMANDS.sample, COMMANDS.logits] : [COMMANDS.score];
    for (const command of commands) await refusal(command(place), place, /has the number NaN/);
  }
});

test("tokens that the model has not, however large", async () => {
  for (const token of ["125", "4294967297", "9".repeat(30)]) {
    await refusal(rlhf("logits", "--checkpoint", join(book, "sft"), "--tokens", `3 ${token}`), /0 to 124/);
  }
});

test("a flag given twice", async () => {
  await refusal(rlhf("sample", "--n", "1", "--n=2", "--prompt", PROMPT), /--n is given twice/);
});

test("a file that can't be written leaves nothing half done", () => {
  const place = join(folder, "full");
  mkdirSync(join(place, "model.safetensors"), { recursive: true });
  expect(() => writeFiles(place, { "model.safetensors": new Uint8Array(3) })).toThrow(WriteError);
  expect(readdirSync(place)).toEqual(["model.safetensors"]);
});
