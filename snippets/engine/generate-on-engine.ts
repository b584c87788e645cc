/**
 * `generate` with the engine's decoding kernel: the same answers several times
 * faster. Every text moves at its own pace: first all prompts are read, then
 * the texts that are still being written go on, token by token.
 */
import { assert } from "../base/assert.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import type { DrawOptions } from "../sample-token.ts";
import { createTokenReader } from "./token-reader.ts";

interface Settings extends DrawOptions {
  maxNewTokens: number;
  stopTokens: readonly number[];
}

/** @param rngs a stream per prompt */
export function generateOnEngine(
  gpt: GPT,
  prompts: readonly (readonly number[])[],
  rngs: readonly Rng[],
  { maxNewTokens, stopTokens, ...options }: Settings,
): number[][] {
  const longest = prompts.reduce((n, p) => Math.max(n, p.length), 0);
  const places = longest + maxNewTokens - 1; // the last token is not read
  const reader = createTokenReader(gpt, prompts.length, places);
  const texts = prompts.map((prompt) => [...prompt]);
  const isOver = (text: number) =>
    stopTokens.includes(texts[text]!.at(-1)!) ||
    texts[text]!.length - prompts[text]!.length === maxNewTokens;
  try {
    reader.remember(
      texts.flatMap((tokens, text) =>
        tokens.slice(0, -1).map((token, place) => ({ token, text, place })),
      ),
    );
    let writing = texts.map((_, text) => text);
    while (writing.length > 0) {
      const ends = writing.map((text) => {
        const place = texts[text]!.length - 1;
        return { token: texts[text]![place]!, text, place };
      });
      const drawn = reader.draw(ends, rngs, options);
      writing.forEach((text, i) => texts[text]!.push(checked(drawn[i]!)));
      writing = writing.filter((text) => !isOver(text));
    }
  } finally {
    reader.free();
  }
  return texts.map((tokens, text) => tokens.slice(prompts[text]!.length));
}

function checked(token: number): number {
  assert(
    token >= 0,
    "The model's logits are not finite, no token can be drawn by them. " +
      "If it was trained, a lower learning rate may help.",
  );
  return token;
}
