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

/** The tiny model's files with its tensors changed. */
function withTensors(change: (tensors: ReturnType<typeof decodeSafetensors>) => typeof tensors): CheckpointFiles {
  const files = gptFiles(tinyGPT(), words);
  return { ...files, "model.safetensors": encodeSafetensors(change(decodeSafetensors(files["model.safetensors"]!))) };
}

test.each(["_orig_mod.", "module.", "module._orig_mod.", "_orig_mod.module."])("names behind %s", async (prefix) => {
  for (const bare of [true, false]) {
    const own = (name: string) => prefix + (bare ? name.replace("transformer.", "") : name);
    const files = withTensors((tensors) => new Map([...tensors].map(([name, tensor]) => [own(name), tensor])));
    expect(read(await loadGPT(from(files)), [1, 2])).toEqual(read(tinyGPT(), [1, 2]));
  }
});

test("blocks that were compiled one by one", async () => {
  const own = (name: string) => name.replace(/(h\.\d+\.)/, "$1_orig_mod.");
  const files = withTensors((tensors) => new Map([...tensors].map(([name, tensor]) => [own(name), tensor])));
  expect(read(await loadGPT(from(files)), [1, 2])).toEqual(read(tinyGPT(), [1, 2]));
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

  const adapter = "base_model.model.h.0.attn.c_attn.lora_A.weight";
  const one = { shape: [1], data: Float32Array.of(1) };
  const added = (name: string) => withTensors((tensors) => new Map(tensors).set(name, one));
  test("adapters, which would change what it computes", () =>
    load(added(adapter)).toThrow(`"${adapter}", which a GPT-2 of 2 layers has not`));
  test("fewer layers than the file has", () =>
    load(withConfig({ n_layer: 1 })).toThrow(/"h.1.ln_1.weight".* of 1 layers/));
  test("two models in a file", () => load(added("wte.weight")).toThrow(/has "wte.weight" twice/));
  test("no output layer where the config says there is one", () =>
    load(withConfig({ tie_word_embeddings: false })).toThrow(/tied embeddings/));
  test.each([null, -1, 0, 1.5, 1e300, "8", true, [8]])("%j for a size", async (value) => {
    for (const key of ["vocab_size", "n_positions", "n_embd", "n_layer", "n_head"]) {
      await load(withConfig({ [key]: value })).toThrow(`config.json: ${key} is a whole number above 0`);
    }
  });
  test("weights of whole numbers", () => {
    const files = gptFiles(tinyGPT(), words);
    const whole = Buffer.from(files["model.safetensors"]!);
    // As many bytes as it says, of numbers of one byte.
    const [at, text] = [whole.indexOf('"dtype":"F32"'), '"dtype":"I8" '];
    whole.write(text, at);
    return load({ ...files, "model.safetensors": whole }).toThrow(
      /model.safetensors: "wte.weight" has numbers of type I8/,
    );
  });

  test("a tokenizer of another kind", () => {
    const json = new TextEncoder().encode('{"model":{"type":"Unigram"}}');
    return expect(loadTokenizer(from({ "tokenizer.json": json }))).rejects.toThrow(/"Unigram"/);
  });
});
