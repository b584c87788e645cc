import * as tf from "@tensorflow/tfjs";
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { gptFiles, loadGPT, loadScalarModel, loadTokenizer } from "../../snippets/checkpoint.ts";
import { type CheckpointFiles, scalarModelFiles } from "../../snippets/checkpoint.ts";
import { type GPT, logits } from "../../snippets/gpt.ts";
import { scoreResponses, withScalarHead } from "../../snippets/heads.ts";
import { createRng } from "../../snippets/random.ts";
import { decodeSafetensors, encodeSafetensors } from "../../snippets/safetensors.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { createTokenizer } from "../../snippets/tokenizer.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);

const words = createTokenizer(["<pad>", "<end>", ..."abcdefghi"]);
const from = (files: CheckpointFiles) => async (name: string) => files[name]!;
const read = (gpt: GPT, tokens: number[]) => tf.tidy(() => logits(gpt, tokenBatch([tokens])).arraySync());

/** The tiny model's files with some of config.json changed. */
function withConfig(change: Record<string, unknown>): CheckpointFiles {
  const files = gptFiles(tinyGPT(), words);
  const config = JSON.parse(new TextDecoder().decode(files["config.json"]));
  const json = JSON.stringify({ ...config, ...change });
  return { ...files, "config.json": new TextEncoder().encode(json) };
}

describe("a GPT-2 made by the transformers library", () => {
  const folder = new URL("../fixtures/gpt2-by-transformers/", import.meta.url);
  const file = (name: string) => readFile(new URL(name, folder));

  test("gives the logits that it gives there", async () => {
    const ours = read(await loadGPT(file), [3, 17, 9, 0, 22]);
    const theirs = JSON.parse(String(await file("logits.json"))) as number[][];
    expect(ours).toHaveLength(5);
    ours.forEach((row, t) => row.forEach((x, v) => expect(Math.abs(x - theirs[t]![v]!)).toBeLessThan(1e-5)));
  });
});

test("a language model comes back as it was", async () => {
  const gpt = tinyGPT();
  const copy = await loadGPT(from(gptFiles(gpt, words)));
  expect(copy.config).toEqual(gpt.config);
  expect(read(copy, [1, 5, 3])).toEqual(read(gpt, [1, 5, 3]));
});

test("a reward model comes back as it was", async () => {
  const model = withScalarHead(tinyGPT(), createRng(1));
  const copy = await loadScalarModel(from(scalarModelFiles(model, words)));
  const queryResponses = [{ query: [2, 3], response: [4, 1] }];
  expect(scoreResponses(copy, queryResponses)).toEqual(scoreResponses(model, queryResponses));
});

test("the words come back as they were", async () => {
  const copy = await loadTokenizer(from(gptFiles(tinyGPT(), words)));
  expect(copy.words).toEqual(words.words);
});

test("names without their first part, and a head equal to the embedding", async () => {
  const files = gptFiles(tinyGPT(), words);
  const tensors = decodeSafetensors(files["model.safetensors"]!);
  const renamed = new Map([...tensors].map(([n, t]) => [n.replace("transformer.", ""), t]));
  renamed.set("lm_head.weight", renamed.get("wte.weight")!);
  const bytes = encodeSafetensors(renamed);
  const gpt = await loadGPT(from({ ...files, "model.safetensors": bytes }));
  expect(read(gpt, [1, 2])).toEqual(read(tinyGPT(), [1, 2]));
});

describe("says what is wrong", () => {
  const load = (files: CheckpointFiles) => expect(loadGPT(from(files))).rejects;

  test("another kind of model", () => load(withConfig({ model_type: "llama" })).toThrow(/model_type is gpt2.*"llama"/));
  test("another activation", () => load(withConfig({ activation_function: "relu" })).toThrow(/activation_function/));
  test("a missing size", () => load(withConfig({ n_layer: null })).toThrow(/n_layer is a whole number/));
  test("more layers than the file has", () => load(withConfig({ n_layer: 3 })).toThrow(/no "h.2.ln_1.weight"/));
  test("another size than the file has", () =>
    load(withConfig({ n_positions: 12 })).toThrow(/"wpe.weight" should be \[12,8\].*\[10,8\]/));
  test("config.json that is no JSON", () =>
    load({ "config.json": new Uint8Array([123]) }).toThrow(/config.json is not JSON/));

  test("a reward model where a language model should be, and the reverse", async () => {
    const scalar = scalarModelFiles(withScalarHead(tinyGPT(), createRng(1)), words);
    await load(scalar).toThrow(/reward model.*Expected a language model/);
    const reward = loadScalarModel(from(gptFiles(tinyGPT(), words)));
    await expect(reward).rejects.toThrow(/no score.weight/);
  });

  test("an output layer of its own", () => {
    const files = gptFiles(tinyGPT(), words);
    const tensors = decodeSafetensors(files["model.safetensors"]!);
    const wte = tensors.get("transformer.wte.weight")!;
    const head = { shape: wte.shape, data: wte.data.map((x) => x + 1) };
    const bytes = encodeSafetensors(tensors.set("lm_head.weight", head));
    return load({ ...files, "model.safetensors": bytes }).toThrow(/tied embeddings/);
  });

  test("a tokenizer of sub-words", () => {
    const json = new TextEncoder().encode('{"model":{"type":"BPE"}}');
    return expect(loadTokenizer(from({ "tokenizer.json": json }))).rejects.toThrow(/"BPE"/);
  });
});
