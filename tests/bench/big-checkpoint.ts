/**
 * `npx node tests/bench/big-checkpoint.ts [F32|F16|BF16]`: how long a checkpoint of GPT-2's size (124 million
 * numbers, at random, tied as GPT-2 is) takes to load, to give logits and to be written again, and the most
 * memory that it took. The model is made first, by another process, in a folder that is gone afterwards.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logits } from "../../snippets/gpt.ts";
import { gptFiles, loadGPT } from "../../snippets/checkpoint.ts";
import { loadFrom } from "../../snippets/cli/folders.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { writeFolder } from "../../snippets/cli/write-folder.ts";
import { countParameters } from "../../snippets/parameters.ts";
import { readBack } from "../../snippets/read-back.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { burrow } from "../../snippets/world/vocabulary.ts";

const [V, T, C, L] = [50257, 1024, 768, 12];
const dtypes = ["F32", "F16", "BF16"];

/** Names and shapes, as transformers writes them. */
function gpt2Shapes(): [string, number[]][] {
  const linear = (name: string, shape: [number, number]): [string, number[]][] => [
    [`${name}.bias`, [shape[1]]],
    [`${name}.weight`, shape],
  ];
  const norm = (name: string): [string, number[]][] => [
    [`${name}.bias`, [C]],
    [`${name}.weight`, [C]],
  ];
  const blocks = Array.from({ length: L }, (_, i) => [
    ...linear(`transformer.h.${i}.attn.c_attn`, [C, 3 * C]),
    ...linear(`transformer.h.${i}.attn.c_proj`, [C, C]),
    ...norm(`transformer.h.${i}.ln_1`),
    ...norm(`transformer.h.${i}.ln_2`),
    ...linear(`transformer.h.${i}.mlp.c_fc`, [C, 4 * C]),
    ...linear(`transformer.h.${i}.mlp.c_proj`, [4 * C, C]),
  ]);
  const tables: [string, number[]][] = [
    ["transformer.wpe.weight", [T, C]],
    ["transformer.wte.weight", [V, C]],
  ];
  return [...blocks.flat(), ...norm("transformer.ln_f"), ...tables];
}

/** Numbers of 0.02 at most, by a small generator of its own: what they are does not matter, but that they differ. */
function randomBytes(count: number, dtype: string, seed: number): Uint8Array {
  const [halfs, floats] = [new Uint16Array(count), new Float32Array(count)];
  let state = seed + 1;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (dtype === "F32") floats[i] = (state / 2 ** 32 - 0.5) / 25;
    // Sign and fraction at random, with the exponent of 2 to the -6.
    else halfs[i] = ((state >>> 16) & (dtype === "F16" ? 0x83ff : 0x807f)) | (dtype === "F16" ? 0x2000 : 0x3c80);
  }
  return new Uint8Array((dtype === "F32" ? floats : halfs).buffer);
}

function makeModel(folder: string, dtype: string): void {
  const size = dtype === "F32" ? 4 : 2;
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let offset = 0;
  for (const [name, shape] of gpt2Shapes()) {
    const end = offset + size * shape.reduce((n, k) => n * k, 1);
    header[name] = { dtype, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header).padEnd(20_000));
  const file = openSync(join(folder, "model.safetensors"), "w");
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  writeSync(file, length);
  writeSync(file, json);
  gpt2Shapes().forEach(([, shape], i) => {
    const bytes = randomBytes(
      shape.reduce((n, k) => n * k, 1),
      dtype,
      i,
    );
    writeSync(file, bytes);
  });
  closeSync(file);
  const config = { model_type: "gpt2", vocab_size: V, n_positions: T, n_embd: C, n_layer: L, n_head: 12 };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
}

/** Seconds that it takes, and the most memory so far, in MB. */
async function timed<Value>(what: string, work: () => Value | Promise<Value>): Promise<Value> {
  const start = performance.now();
  const value = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(`${what.padEnd(34)} ${seconds} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  return value;
}

async function measure(folder: string): Promise<void> {
  await timed("start", () => startInNode());
  const gpt = await timed("load", () => loadFrom(folder, loadGPT));
  console.log(`${countParameters(gpt.params)} parameters`);
  const last = await timed("logits of 8 tokens", () =>
    readBack(() => logits(gpt, tokenBatch([[1, 2, 3, 50256, 5, 6, 7, 8]]))),
  );
  console.log(`sum of the logits: ${last.reduce((sum, x) => sum + x, 0)}`);
  await timed("write", () => writeFolder(join(folder, "again"), gptFiles(gpt, burrow)));
  console.log(`written: ${statSync(join(folder, "again", "model.safetensors")).size} bytes`);
}

const [asked = "F32", place] = process.argv.slice(2);
if (place !== undefined) await measure(place);
else if (!dtypes.includes(asked)) console.error(`There is no type "${asked}". Known: ${dtypes.join(", ")}.`);
else {
  const folder = mkdtempSync(join(tmpdir(), "rlhf-gpt2-"));
  try {
    makeModel(folder, asked);
    // Another process, so that what made the model is not counted.
    const [self] = process.argv.slice(1);
    process.exitCode = spawnSync(process.execPath, [self!, asked, folder], { stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
