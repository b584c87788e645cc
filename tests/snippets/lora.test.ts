import * as tf from "@tensorflow/tfjs";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { folder } from "../../snippets/cli/folders.ts";
import { gptFiles, loadGPT } from "../../snippets/checkpoint.ts";
import { gradientOf } from "../../snippets/engine/backward.ts";
import { generate } from "../../snippets/generate.ts";
import { cloneGPT, disposeGPT, type GPT, logits } from "../../snippets/gpt.ts";
import { withScalarHead } from "../../snippets/heads.ts";
import { loraFiles } from "../../snippets/methods/lora-files.ts";
import { type LoraTarget, trainable, withLora } from "../../snippets/lora.ts";
import { crossEntropy } from "../../snippets/logprobs.ts";
import { mergeLora } from "../../snippets/merge-lora.ts";
import { createAdamW } from "../../snippets/optimizer.ts";
import { countParameters, namedParameters, setParameter } from "../../snippets/parameters.ts";
import { createRng } from "../../snippets/random.ts";
import { trainPpo } from "../../snippets/ppo.ts";
import { rankingAccuracy, trainRewardModel } from "../../snippets/reward-model.ts";
import { decodeSafetensors } from "../../snippets/safetensors.ts";
import { otherWorkers, useOtherWorkers } from "../../snippets/other-workers.ts";
import { trainSft } from "../../snippets/sft.ts";
import { tokenBatch } from "../../snippets/token-batch.ts";
import { createTokenizer } from "../../snippets/tokenizer.ts";
import { comparisons, ppoOptions, values } from "./tiny-trainers.ts";
import { fakeHost, obey } from "./workers/fake-host.ts";
import { startWasm, tinyGPT } from "./wasm.ts";

beforeAll(startWasm);
afterEach(() => useOtherWorkers(null));

const fixtures = path.resolve(import.meta.dirname, "../fixtures");
const peft = JSON.parse(readFileSync(`${fixtures}/lora.json`, "utf8")) as {
  rank: number;
  alpha: number;
  tokens: number[][];
  adapters: Record<string, number[][]>;
  logits: number[][][];
  loss: number;
  gradients: Record<string, number[][]>;
};
const prefix = "base_model.model.transformer";

const texts = tokenBatch([
  [2, 3, 4, 5, 1],
  [6, 7, 8, 9, 1],
]);
const logitsOf = (gpt: GPT) => Array.from(tf.tidy(() => logits(gpt, texts).dataSync()));
const echoes = Array.from({ length: 12 }, (_, i) => ({ query: [2 + (i % 3)], response: [2 + (i % 3), 1] }));

/** Something else to have learned before, in which every word occurs. */
const others = Array.from({ length: 36 }, (_, i) => ({ query: [2 + (i % 9)], response: [2 + ((i * 5) % 9), 1] }));

async function learn(model: GPT, learningRate = 2e-2, epochs = 30, demonstrations = echoes): Promise<number[]> {
  const optimizer = createAdamW(trainable(model));
  const rng = createRng(1);
  const losses: number[] = [];
  const steps = trainSft({ model, demonstrations, rng, batchSize: 4, epochs, learningRate, optimizer });
  for await (const { loss } of steps) losses.push(loss);
  return losses;
}

/** Random embeddings can't say anything clearly: adapters need a model that knows its words. */
async function trainedBefore(): Promise<GPT> {
  const model = tinyGPT();
  await learn(model, 2e-2, 40, others);
  return model;
}

/** The fixture's model with the fixture's adapters. */
async function asByPeft(): Promise<GPT> {
  const base = await loadGPT(folder(`${fixtures}/gpt2-by-transformers`));
  const gpt = withLora(base, { rank: peft.rank, alpha: peft.alpha, rng: createRng(1) });
  for (const [name, variable] of namedParameters(gpt.lora.adapters, prefix)) {
    tf.tidy(() => setParameter(variable, tf.tensor2d(peft.adapters[name]!)));
  }
  return gpt;
}

describe("as PEFT has it", () => {
  test("the logits", async () => {
    const gpt = await asByPeft();
    const ours = tf.tidy(() => logits(gpt, tokenBatch(peft.tokens)).dataSync());
    const theirs = peft.logits.flat(2);
    expect(ours).toHaveLength(theirs.length);
    theirs.forEach((value, i) => expect(Math.abs(ours[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))));
  });

  test("the loss, and its gradient by every adapter", async () => {
    const gpt = await asByPeft();
    const adapters = namedParameters(gpt.lora!.adapters, prefix);
    expect([...adapters.keys()].sort()).toEqual(Object.keys(peft.gradients).sort());
    const batch = tokenBatch(peft.tokens);
    const mask = new Float32Array(10).fill(1);
    const found = tf.tidy(() => {
      const { value, gradient } = gradientOf(() => crossEntropy(gpt, batch, mask), [...adapters.values()]);
      return [...value.dataSync(), ...gradient.dataSync()];
    });
    const theirs = [peft.loss, ...[...adapters.keys()].flatMap((name) => peft.gradients[name]!.flat())];
    expect(found).toHaveLength(theirs.length);
    const norm = Math.hypot(...theirs.slice(1));
    theirs.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThan(1e-6 * Math.max(1, norm)));
  });

  test("the names and shapes of its file, and its settings", async () => {
    const files = loraFiles(await asByPeft(), "tiny-gpt2");
    const tensors = decodeSafetensors(files["adapter_model.safetensors"]!);
    expect([...tensors.keys()].sort()).toEqual(Object.keys(peft.adapters).sort());
    for (const [name, { shape, data }] of tensors) {
      const theirs = peft.adapters[name]!;
      expect(shape).toEqual([theirs.length, theirs[0]!.length]);
      expect(Array.from(data)).toEqual(theirs.flat().map(Math.fround));
    }
    const config = JSON.parse(new TextDecoder().decode(files["adapter_config.json"]));
    expect(config).toMatchObject({ peft_type: "LORA", r: 3, lora_alpha: 6, fan_in_fan_out: true });
    expect(config.base_model_name_or_path).toBe("tiny-gpt2");
  });
});

test("at first the model is the same, to the bit: what it says, and what it writes", () => {
  const base = tinyGPT();
  const gpt = withLora(base, { rng: createRng(3) });
  expect(logitsOf(gpt)).toEqual(logitsOf(base));
  const write = (model: GPT) => generate(model, [[2], [3, 4]], { rng: createRng(9), maxNewTokens: 6 });
  expect(write(gpt)).toEqual(write(base));
});

test("training changes the adapters and leaves the model's own numbers alone", async () => {
  const base = await trainedBefore();
  const [before, said] = [values(base.params), logitsOf(base)];
  const gpt = withLora(base, { rank: 2, rng: createRng(3) });
  expect(countParameters(gpt.lora.adapters)).toBe(2 * (2 * (8 + 24) + 2 * (8 + 8) + 2 * (8 + 32) + 2 * (32 + 8)));
  const losses = await learn(gpt);
  expect([losses[0]! > 2, losses.at(-1)! < 0.01]).toEqual([true, true]);
  expect(values(base.params)).toEqual(before);
  expect(logitsOf(base)).toEqual(said);
  expect(logitsOf(gpt)).not.toEqual(said);
});

test("of full rank it learns what the whole model learns; of rank 1 less", async () => {
  const base = await trainedBefore();
  const whole = (await learn(cloneGPT(base))).at(-1)!;
  const last = async (rank: number) => {
    const gpt = withLora(cloneGPT(base), { rank, alpha: rank, rng: createRng(3) });
    return (await learn(gpt)).at(-1)!;
  };
  const [full, thin] = [await last(8), await last(1)];
  expect(whole).toBeLessThan(0.002);
  expect(full).toBeLessThan(0.002);
  expect(thin).toBeGreaterThan(full);
});

test("some targets alone", async () => {
  const targets: LoraTarget[] = ["attn.c_attn"];
  const gpt = withLora(await trainedBefore(), { rng: createRng(3), targets });
  expect([...namedParameters(gpt.lora.adapters).keys()]).toEqual([
    "h.0.attn.c_attn.lora_A.weight",
    "h.0.attn.c_attn.lora_B.weight",
    "h.1.attn.c_attn.lora_A.weight",
    "h.1.attn.c_attn.lora_B.weight",
  ]);
  const losses = await learn(gpt);
  expect(losses.at(-1)!).toBeLessThan(losses[0]! - 0.5);
});

test("PPO of adapters: the model without them is the reference, and stays it", async () => {
  const sft = tinyGPT();
  const before = values(sft.params);
  const policy = withLora(sft, { rng: createRng(3) });
  const options = { ...ppoOptions(policy, withScalarHead(sft, createRng(2))), refPolicy: sft };
  const steps = [];
  for await (const step of trainPpo({ ...options, iterations: 12, learningRate: 2e-2 })) steps.push(step);
  expect(steps.map(({ firstRatio }) => firstRatio)).toEqual(Array(12).fill(1));
  expect(steps[0]!.kl).toBe(0);
  expect(steps.at(-1)!.kl).not.toBe(0);
  expect(steps.at(-1)!.score).toBeGreaterThan(steps[0]!.score);
  expect(values(sft.params)).toEqual(before);
});

test("a reward model of adapters learns the order; its own weights stay, and its head is trained", async () => {
  const { gpt, score } = withScalarHead(tinyGPT(), createRng(1));
  const [before, head] = [values(gpt.params), values({ score })];
  const model = { gpt: withLora(gpt, { rng: createRng(3) }), score };
  const own = { comparisons, rng: createRng(1), batchSize: 4, epochs: 10, learningRate: 1e-2 };
  for await (const step of trainRewardModel({ model, ...own })) void step;
  expect(rankingAccuracy(model, comparisons)).toBe(1);
  expect(values(gpt.params)).toEqual(before);
  expect(values({ score })).not.toEqual(head);
});

describe("merged", () => {
  test("it says the same and is an ordinary model; the first one stays as it was", async () => {
    const gpt = withLora(tinyGPT(), { rng: createRng(3) });
    await learn(gpt);
    const said = logitsOf(gpt);
    const merged = mergeLora(gpt);
    expect(merged.lora).toBeUndefined();
    logitsOf(merged).forEach((value, i) => expect(Math.abs(value - said[i]!)).toBeLessThan(1e-6));
    await learn(merged, 1e-2, 2);
    expect(logitsOf(gpt)).toEqual(said);
  });

  test("it writes what the model with adapters writes", async () => {
    const gpt = withLora(tinyGPT(), { rng: createRng(3) });
    await learn(gpt, 2e-2, 5);
    const write = (model: GPT) => generate(model, [[2], [3], [4]], { rng: createRng(9), maxNewTokens: 6 });
    expect(write(gpt)).toEqual(write(mergeLora(gpt)));
    expect(write(gpt)).not.toEqual(write(tinyGPT()));
  });
});

test("a second worker trains adapters to the same bits", async () => {
  const train = async () => {
    const gpt = withLora(tinyGPT(), { rng: createRng(3) });
    return { losses: await learn(gpt, 1e-2, 3), adapters: values(gpt.lora.adapters) };
  };
  const alone = await train();
  const host = fakeHost(obey);
  useOtherWorkers(host);
  const before = otherWorkers().done;
  expect(await train()).toEqual(alone);
  expect(otherWorkers().done - before).toBe(9);
  expect(host.notes).toEqual([]);
});

test("a copy has adapters of its own, and nothing is left when all is freed", async () => {
  const before = tf.memory().numTensors;
  const gpt = withLora(tinyGPT(), { rng: createRng(3) });
  const copy = cloneGPT(gpt);
  const said = logitsOf(copy);
  await learn(gpt, 2e-2, 2);
  generate(gpt, [[2]], { rng: createRng(1), maxNewTokens: 3 });
  const merged = mergeLora(gpt);
  expect(logitsOf(copy)).toEqual(said);
  [gpt, copy, merged].forEach(disposeGPT);
  expect(tf.memory().numTensors).toBe(before);
});

test("what can't be is said", () => {
  const base = tinyGPT();
  const rng = createRng(1);
  const gpt = withLora(base, { rng });
  expect(() => withLora(base, { rng, rank: 0 })).toThrow("rank is a whole number from 1 upwards, got 0");
  expect(() => withLora(base, { rng, targets: [] })).toThrow("got none");
  expect(() => withLora(base, { rng, targets: ["attn.q"] as never })).toThrow(
    "LoRA adapts some of attn.c_attn, attn.c_proj, mlp.c_fc, mlp.c_proj; got attn.q",
  );
  expect(() => withLora(base, { rng, ranks: 3 } as never)).toThrow('no setting "ranks"');
  expect(() => withLora(gpt, { rng })).toThrow("has adapters already");
  expect(() => loraFiles(base, "x")).toThrow("no adapters");
  const tokenizer = createTokenizer(Array.from({ length: 11 }, (_, i) => `w${i}`));
  expect(() => gptFiles(gpt, tokenizer)).toThrow("merge them before it is written");
});
