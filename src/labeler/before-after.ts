import { changedWords, type WordChange, type Worth, worthOf } from "mini-rlhf/labeler/worth";
import { writtenAnswer } from "mini-rlhf/world/gold";
import { parseRequest } from "mini-rlhf/world/parse-request";
import type { ModelName } from "./models.ts";

/** The same prompts, which nobody was trained on, answered by the models one after the other. */
export interface BeforeAfter {
  worth: Record<ModelName, Worth>;
  /** from the SFT model to the reader's */
  gained: WordChange[];
  lost: WordChange[];
}

/** @param answers to each of the prompts, by model */
export function beforeAfter(prompts: readonly string[], answers: Record<ModelName, readonly string[]>): BeforeAfter {
  const requests = prompts.map((text) => parseRequest(text)!);
  const read = (name: ModelName) => answers[name].map((text) => writtenAnswer(text, false));
  const worth = (name: ModelName) => {
    const own = read(name);
    return worthOf(requests.map((request, i) => ({ request, answer: own[i]! })));
  };
  return {
    worth: { sft: worth("sft"), crew: worth("crew"), yours: worth("yours") },
    ...changedWords(read("sft"), read("yours")),
  };
}
