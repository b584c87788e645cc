/** The sizes of model that the book trains, all reading up to 48 tokens. */
import { assert } from "./base/assert.ts";
import type { GPTConfig } from "./gpt.ts";
import { WORDS } from "./world/vocabulary.ts";

export type Size = "S" | "M" | "L";

const WIDTHS: Record<Size, number> = { S: 32, M: 64, L: 112 };

/** S has about 31,000 parameters, M 111,000 and L 324,000. */
export function gptConfig(size: Size): GPTConfig {
  assert(size in WIDTHS, `A size is one of S, M or L, got "${size}".`);
  return {
    vocabSize: WORDS.length,
    blockSize: 48,
    width: WIDTHS[size],
    layers: 2,
    heads: 4,
  };
}
