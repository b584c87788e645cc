/** What can be wrong with the texts that a model is to continue. */
import { assert } from "./base/assert.ts";
import type { GPTConfig } from "./gpt.ts";
import type { DrawOptions } from "./sample-token.ts";

interface Settings extends DrawOptions {
  maxNewTokens: number;
}

/** Throws if the model can't continue them so. */
export function checkPrompts(
  config: GPTConfig,
  prompts: readonly (readonly number[])[],
  { temperature = 1, topK = 0, maxNewTokens }: Settings,
): void {
  assert(temperature > 0, `A temperature is above 0, got ${temperature}.`);
  for (const [name, n] of Object.entries({ "top-k": topK, maxNewTokens })) {
    const whole = Number.isInteger(n) && n >= 0;
    assert(whole, `${name} is a whole number, 0 or more, got ${n}.`);
  }
  for (const prompt of prompts) {
    assert(prompt.length > 0, "A prompt has at least one token, got none.");
    assert(
      prompt.length + maxNewTokens <= config.blockSize + 1,
      `The model reads at most ${config.blockSize} tokens: a prompt of ` +
        `${prompt.length} leaves no room for ${maxNewTokens} new ones. ` +
        `Shorten the prompt or lower maxNewTokens.`,
    );
    const wrong = prompt.find((id) => !(id >= 0 && id < config.vocabSize));
    assert(
      wrong === undefined,
      `Token ids run from 0 to ${config.vocabSize - 1}, got ${wrong}.`,
    );
  }
}
