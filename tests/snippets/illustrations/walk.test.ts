import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGPT } from "../../../snippets/checkpoint.ts";
import { folder } from "../../../snippets/cli/folders.ts";
import { type GPT, logits } from "../../../snippets/gpt.ts";
import { type Inside, lookInside } from "../../../snippets/illustrations/inside.ts";
import { lensRows, looksOf, matchOf, walkInWords } from "../../../snippets/illustrations/walk.ts";
import { tokenBatch } from "../../../snippets/token-batch.ts";
import { burrow } from "../../../snippets/world/vocabulary.ts";
import { startWasm, tinyGPT } from "../wasm.ts";

const words = "note: the bear eats corn . what does the bear eat ? the bear eats".split(" ");
let base: GPT;
let inside: Inside;

beforeAll(async () => {
  await startWasm();
  base = await loadGPT(folder("public/checkpoints/pretrain"));
  inside = lookInside(base, burrow.encode(words.join(" ")));
});

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe("inside a GPT", () => {
  test("the last lens is the model's own guess, at every position", () => {
    const ids = burrow.encode(words.join(" "));
    const own = tf.tidy(() => tf.softmax(logits(base, tokenBatch([ids]))).arraySync());
    own.forEach((chances, t) => {
      chances.forEach((chance, id) => expect(inside.lens.at(-1)![t]![id]).toBeCloseTo(chance, 5));
    });
    expect(inside.next).toEqual(inside.lens.at(-1)!.at(-1));
  });

  test("there is a lens after the embedding and after each block, and a distribution in it", () => {
    expect(inside.lens).toHaveLength(1 + base.config.layers);
    for (const at of inside.lens.flat()) expect(sum(at)).toBeCloseTo(1, 4);
  });

  test("attention is the softmax of q · k / √D over those before", () => {
    const D = base.config.width / base.config.heads;
    const { q, k } = inside.heads[1]![2]!;
    const t = 9;
    const fits = k.slice(0, t + 1).map((key) => sum(key.map((x, i) => x * q[t]![i]!)) / Math.sqrt(D));
    const total = sum(fits.map(Math.exp));
    const row = inside.alphas[1]![2]![t]!;
    fits.forEach((fit, s) => expect(row[s]).toBeCloseTo(Math.exp(fit) / total, 4));
    expect(row.slice(t + 1)).toEqual(words.slice(t + 1).map(() => 0));
  });

  test("a head that is off hands nothing over", () => {
    const corn = burrow.encode("corn")[0]!;
    const without = lookInside(base, burrow.encode(words.join(" ")), "2.3");
    expect(without.alphas[1]![2]).toEqual(inside.alphas[1]![2]);
    expect(without.next[corn]).toBeLessThan(inside.next[corn]! - 0.2);
  });

  test("a text that does not fit is refused, and no tensor is left", () => {
    const gpt = tinyGPT();
    const before = tf.memory().numTensors;
    expect(() => lookInside(gpt, [])).toThrow("from 1 to 10 tokens, got 0");
    expect(() => lookInside(gpt, Array<number>(11).fill(1))).toThrow("from 1 to 10 tokens, got 11");
    lookInside(gpt, [1, 2, 3]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("the walk", () => {
  const last = { token: words.length, block: 2, head: 3 };

  test("the lens goes from the word itself to what the note says", () => {
    const [first] = lensRows(inside, words.length);
    expect(Object.keys(first!)).toEqual(["embedding", "block 1", "block 2"]);
    expect(first!.embedding).toMatch(/^eats /);
    expect(first!["block 2"]).toMatch(/^corn 0\.9/);
  });

  test("a head looks at the words so far, and at none ahead", () => {
    const strip = looksOf(inside, words, { token: 3, block: 1, head: 1 });
    expect(strip.title).toBe("Head 1.1: where “bear” looks");
    expect(strip.values.slice(3)).toEqual(words.slice(3).map(() => null));
    expect(sum(strip.values.slice(0, 3).map(Number))).toBeCloseTo(1, 5);
  });

  test("query by key is that of the token looked at most", () => {
    const { rows, values } = matchOf(inside, words, last);
    expect(rows).toEqual(["q of eats", "k of corn", "q × k"]);
    const [q, k, products] = values;
    products!.forEach((product, i) => expect(product).toBeCloseTo(q![i]! * k![i]!, 10));
  });

  test("in words", () => {
    expect(walkInWords(inside, words, last)).toMatch(
      /^Likeliest next word: after the embedding “eats”, after block 1 “\w+”, after block 2 “corn”\. Your text ends here\. Head 2\.3 gives “corn” 0\.\d\d of the attention of “eats”\.$/,
    );
    expect(walkInWords(inside, words, { token: 1, block: 1, head: 1 })).toMatch(
      /Next comes “the”\. The first token has nobody before it/,
    );
    expect(() => walkInWords(inside, words, { token: 1, block: 3, head: 1 })).toThrow("no head 3.1");
  });
});
