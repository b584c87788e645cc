/** Damaged, foreign and hostile checkpoints, each made from a good one. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Damage {
  name: string;
  /** the file that it is in, which the message has to name */
  file: string;
  make: (folder: string) => void;
}

type Json = Record<string, unknown>;
type Header = Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>;

const CONFIG = "config.json";
const WORDS = "tokenizer.json";
export const WEIGHTS = "model.safetensors";

/** What can become of any file. */
function ofAnyFile(file: string): Damage[] {
  const damage = (name: string, make: (path: string) => void): Damage => {
    return { name: `${file} ${name}`, file, make: (folder) => make(join(folder, file)) };
  };
  const instead = (name: string, make: (path: string) => void) =>
    damage(name, (path) => {
      rmSync(path);
      make(path);
    });
  return [
    damage("is empty", (path) => truncateSync(path, 0)),
    damage("is cut off", (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2))),
    damage("is a page that says 404", (path) => writeFileSync(path, "<!doctype html><title>Not found</title>")),
    damage("is a pointer of Git LFS", (path) =>
      writeFileSync(path, "version https://git-lfs.github.com/spec/v1\noid x\n"),
    ),
    damage("is all zeros", (path) => writeFileSync(path, new Uint8Array(4096))),
    instead("is a folder", (path) => mkdirSync(path)),
    instead("is a pipe, which never ends", (path) => execFileSync("mkfifo", [path])),
    instead("is a link to nowhere", (path) => symlinkSync("nowhere", path)),
    instead("is a link to itself", (path) => symlinkSync(path, path)),
  ];
}

/** A file of JSON with one thing in it changed. */
function ofJson(file: string, name: string, change: (json: Json) => unknown): Damage {
  return {
    name: `${file}: ${name}`,
    file,
    make(folder) {
      const path = join(folder, file);
      const json = JSON.parse(readFileSync(path, "utf8")) as Json;
      writeFileSync(path, JSON.stringify(change(json)));
    },
  };
}

const ofConfig = [
  ...["vocab_size", "n_positions", "n_embd", "n_layer", "n_head"].flatMap((key) =>
    [null, -1, 1e300, "64", 7].map((value) =>
      ofJson(CONFIG, `${key} is ${JSON.stringify(value)}`, (json) => ({ ...json, [key]: value })),
    ),
  ),
  ...Object.entries({
    model_type: "llama",
    activation_function: null,
    layer_norm_epsilon: "small",
    n_inner: -1,
    tie_word_embeddings: false,
  }).map(([key, value]) => ofJson(CONFIG, `${key} is ${value}`, (json) => ({ ...json, [key]: value }))),
];

const model = (json: Json) => json.model as { vocab: Json };
const withModel = (json: Json, change: Json) => ({ ...json, model: { ...model(json), ...change } });
const withId = (json: Json, id: unknown) => withModel(json, { vocab: { ...model(json).vocab, fox: id } });
const ofWords = [
  ...[null, -1, 1.5, 1e300, "15", 16, 1e6].map((id) =>
    ofJson(WORDS, `an id is ${JSON.stringify(id)}`, (json) => withId(json, id)),
  ),
  ...[null, [], "the fox", 3].map((vocab) =>
    ofJson(WORDS, `the vocabulary is ${JSON.stringify(vocab)}`, (json) => withModel(json, { vocab })),
  ),
  ofJson(WORDS, "no model", (json) => ({ ...json, model: null })),
  ofJson(WORDS, "another kind", (json) => withModel(json, { type: "Unigram" })),
  ofJson(WORDS, "sub-words without merges", (json) => withModel(json, { type: "BPE" })),
  ofJson(WORDS, "two words only", (json) => withModel(json, { vocab: { "<pad>": 0, "<end>": 1 } })),
  ofJson(WORDS, "added tokens are null", (json) => ({ ...json, added_tokens: [null] })),
];

/** The file with another header, or other numbers after it. */
function ofWeights(name: string, change: (header: Header, data: Buffer) => unknown): Damage {
  return {
    name: `${WEIGHTS}: ${name}`,
    file: WEIGHTS,
    make(folder) {
      const path = join(folder, WEIGHTS);
      const bytes = readFileSync(path);
      const start = 8 + Number(bytes.readBigUInt64LE());
      const header = JSON.parse(bytes.toString("utf8", 8, start)) as Header;
      const data = bytes.subarray(start);
      const changed = Buffer.from(JSON.stringify(change(header, data) ?? header));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(changed.length));
      writeFileSync(path, Buffer.concat([length, changed, data]));
    },
  };
}

const wte = "transformer.wte.weight";
const withEntry = (header: Header, change: Json) => ({ ...header, [wte]: { ...header[wte], ...change } });
const ofNumbers = [
  ...[NaN, Infinity, -Infinity].map((x) => ofWeights(`a number is ${x}`, (_, data) => void data.writeFloatLE(x, 400))),
  ...["I8", "I64", "F8_E4M3", "?", null].map((dtype) =>
    ofWeights(`numbers are ${dtype}`, (header) => withEntry(header, { dtype })),
  ),
  ...[[], [64, 125], [2 ** 40, 2 ** 40], [-125, -64], null, "125,64"].map((shape) =>
    ofWeights(`a shape is ${JSON.stringify(shape)}`, (header) => withEntry(header, { shape })),
  ),
  ...[[0, 1e15], [-4, 31996], [32000, 0], [0], null].map((offsets) =>
    ofWeights(`data from ${JSON.stringify(offsets)}`, (header) => withEntry(header, { data_offsets: offsets })),
  ),
  ...[null, [], {}, "header"].map((other) =>
    ofWeights(`its header is ${JSON.stringify(other)}`, () => other ?? "null"),
  ),
  ofWeights("an entry is null", (header) => ({ ...header, [wte]: null })),
  ofWeights("a name is another", ({ [wte]: table, ...others }) => ({ ...others, "embed.weight": table })),
  ofWeights("an adapter besides", (header) => ({ ...header, "h.0.attn.c_attn.lora_A.weight": header[wte] })),
  ofWeights("one tensor twice", (header) => ({ ...header, "module.wte.weight": header[wte] })),
  {
    name: `${WEIGHTS}: a header of 2 to the 60 bytes`,
    file: WEIGHTS,
    make(folder: string) {
      const bytes = readFileSync(join(folder, WEIGHTS));
      bytes.writeBigUInt64LE(2n ** 60n);
      writeFileSync(join(folder, WEIGHTS), bytes);
    },
  },
  {
    name: `${WEIGHTS} is a pickle beside`,
    file: WEIGHTS,
    make(folder: string) {
      rmSync(join(folder, WEIGHTS));
      writeFileSync(join(folder, "pytorch_model.bin"), "PK");
    },
  },
  {
    name: `${WEIGHTS} is in parts`,
    file: WEIGHTS,
    make(folder: string) {
      rmSync(join(folder, WEIGHTS));
      writeFileSync(join(folder, `${WEIGHTS}.index.json`), "{}");
    },
  },
];

/** By the part of a checkpoint that they are in. */
export const DAMAGES = {
  config: [...ofAnyFile(CONFIG), ...ofConfig],
  words: [...ofAnyFile(WORDS), ...ofWords],
  weights: [...ofAnyFile(WEIGHTS), ...ofNumbers],
};
