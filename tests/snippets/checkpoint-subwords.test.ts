import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { gptFiles, loadGPT, loadTokenizer } from "../../snippets/checkpoint.ts";
import { MissingFile } from "../../snippets/checkpoint/files.ts";
import { loadSpecialTokens } from "../../snippets/checkpoint/special-tokens.ts";
import { fromTokenizerJson } from "../../snippets/checkpoint/tokenizer-json.ts";
import { generate } from "../../snippets/generate.ts";
import { createRng } from "../../snippets/random.ts";
import type { Tokenizer } from "../../snippets/tokenizer.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

interface Cases {
  end: number[];
  pad: number;
  cases: { text?: string; ids: number[]; decoded: string }[];
  answers: { prompt: string; ids: number[] }[];
}

/** Made by tests/oracle/make_subwords_fixture.py with the libraries tokenizers and transformers. */
const folder = new URL("../fixtures/gpt2-subwords/", import.meta.url);
const readFile = async (name: string) => {
  try {
    return readFileSync(fileURLToPath(new URL(name, folder)));
  } catch {
    throw new MissingFile(name);
  }
};
const json = (name: string) => JSON.parse(readFileSync(fileURLToPath(new URL(name, folder)), "utf8"));
const { end, pad, cases, answers } = json("cases.json") as Cases;
let tokenizer: Tokenizer;
beforeAll(async () => {
  await startWasm();
  tokenizer = await loadTokenizer(readFile);
});

describe("a byte-level BPE, as the tokenizers library has it", () => {
  test("cuts every text into the same tokens", () => {
    const texts = cases.filter(({ text }) => text !== undefined);
    expect(texts.length).toBeGreaterThan(300);
    for (const { text, ids } of texts) expect(tokenizer.encode(text!), JSON.stringify(text)).toEqual(ids);
  });

  test("puts tokens together to the same text, half letters too", () => {
    expect(cases.some(({ decoded }) => decoded.includes("\ufffd"))).toBe(true);
    for (const { ids, decoded } of cases) expect(tokenizer.decode(ids), `${ids}`).toBe(decoded);
  });

  test("with a model writes what transformers writes", async () => {
    const gpt = await loadGPT(readFile);
    const special = await loadSpecialTokens(readFile, tokenizer);
    expect(special).toEqual({ end, pad });
    const settings = { rng: createRng(1), topK: 1, maxNewTokens: 12, stopTokens: special.end };
    const prompts = answers.map(({ prompt }) => tokenizer.encode(prompt));
    expect(generate(gpt, prompts, settings)).toEqual(answers.map(({ ids }) => ids));
    expect(answers.some(({ ids }) => ids.length < 12)).toBe(true);
  });

  test("goes with a checkpoint as it came", () => {
    const files = gptFiles(tinyGPT(), tokenizer);
    expect(JSON.parse(new TextDecoder().decode(files["tokenizer.json"]))).toEqual(json("tokenizer.json"));
    expect(new TextDecoder().decode(files["tokenizer_config.json"])).not.toContain("pad_token");
  });
});

describe("merges, by hand", () => {
  const bpe = (merges: unknown, more: object = {}) => {
    const vocab = { a: 0, b: 1, c: 2, ab: 3, bc: 4, abc: 5, Ġ: 6 };
    const model = { type: "BPE", vocab, merges, ...more };
    return { model, pre_tokenizer: { type: "ByteLevel" }, decoder: { type: "ByteLevel" } };
  };

  test("the pair that was learned first is merged first", () => {
    expect(fromTokenizerJson(bpe(["a b", "b c"])).encode("abc")).toEqual([3, 2]);
    expect(fromTokenizerJson(bpe(["b c", "a b"])).encode("abc")).toEqual([0, 4]);
    expect(
      fromTokenizerJson(
        bpe([
          ["b", "c"],
          ["a", "bc"],
        ]),
      ).encode("abc abc"),
    ).toEqual([5, 6, 5]);
  });

  test("a space before the first word, if the file wants one", () => {
    const file = { ...bpe([]), pre_tokenizer: { type: "ByteLevel", add_prefix_space: true } };
    expect(fromTokenizerJson(file).encode("a b")).toEqual([6, 0, 6, 1]);
  });

  test("a letter that has no token is named", () => {
    expect(() => fromTokenizerJson(bpe([])).encode("abd")).toThrow('no token for "abd"');
  });

  test.each([
    ["dropout", bpe([], { dropout: 0.1 }), /model.dropout/],
    ["byte fallback", bpe([], { byte_fallback: true }), /model.byte_fallback/],
    ["marks at ends of words", bpe([], { end_of_word_suffix: "</w>" }), /model.end_of_word_suffix.*"<\/w>"/],
    ["no merges", bpe(null), /model.merges is a list, got null/],
    ["a merge of three", bpe(["a b c"]), /a merge is a pair/],
    ["no vocabulary", bpe([], { vocab: [] }), /model.vocab/],
    ["an id below 0", bpe([], { vocab: { a: -1 } }), /whole number from 0.*-1 for "a"/],
    ["a huge id", bpe([], { vocab: { a: 1e9 } }), /1000000000/],
    ["two tokens of one id", bpe([], { vocab: { a: 0, b: 0 } }), /b and a have the same id, 0/],
    ["another way to cut", { ...bpe([]), pre_tokenizer: { type: "Metaspace" } }, /pre_tokenizer.*"Metaspace"/],
    ["another way to join", { ...bpe([]), decoder: null }, /decoder.*null/],
    ["tokens put around", { ...bpe([]), post_processor: { type: "TemplateProcessing" } }, /post_processor/],
    ["another normalizer", { ...bpe([]), normalizer: { type: "BertNormalizer" } }, /normalizer.*"BertNormalizer"/],
    [
      "an added token without a text",
      { ...bpe([]), added_tokens: [{ id: 7 }] },
      /an added token has an id and a content/,
    ],
    ["added tokens that are no list", { ...bpe([]), added_tokens: {} }, /added_tokens is a list/],
  ])("what can't be read is named: %s", (_, file, message) => {
    expect(() => fromTokenizerJson(file)).toThrow(message);
  });
});

describe("which tokens end a text", () => {
  const words = fromTokenizerJson({ model: { type: "WordLevel", vocab: { a: 0, b: 1, stop: 2 } } });
  const special = (files: Record<string, unknown>) =>
    loadSpecialTokens(async (name) => {
      if (!(name in files)) throw new MissingFile(name);
      return new TextEncoder().encode(JSON.stringify(files[name]));
    }, words);
  const config = { vocab_size: 3, eos_token_id: 1, pad_token_id: null };

  test.each([
    ["config.json", { "config.json": config }, [1]],
    [
      "generation_config.json first",
      { "config.json": config, "generation_config.json": { eos_token_id: [2, 0] } },
      [2, 0],
    ],
    ["its null counts for nothing", { "config.json": config, "generation_config.json": { eos_token_id: null } }, [1]],
    ["an id beyond the vocabulary can't come", { "config.json": { ...config, eos_token_id: 50256 } }, []],
    [
      "tokenizer_config.json last",
      { "config.json": { vocab_size: 3 }, "tokenizer_config.json": { eos_token: { content: "stop" } } },
      [2],
    ],
  ])("%s", async (_, files, expected) => {
    expect((await special(files)).end).toEqual(expected);
  });

  test.each([-1, 1.5, "1", true, {}])("%j is no id", async (id) => {
    await expect(special({ "config.json": { ...config, eos_token_id: id } })).rejects.toThrow(
      /config.json: eos_token_id is a token's id/,
    );
  });

  test("a token that is only in added_tokens is a word", () => {
    const file = { model: { type: "WordLevel", vocab: { a: 0, b: 1 } }, added_tokens: [{ id: 2, content: "<end>" }] };
    expect(fromTokenizerJson(file).encode("a <end> b")).toEqual([0, 2, 1]);
  });
});
