/**
 * Demonstrations for SFT: people write the answers that they would like.
 *
 * People differ in tone and make mistakes, above all where honesty is needed:
 * in 40 % of the questions with a false premise, or without any answer, they
 * play along. SFT imitates all of it.
 */
import type { Rng } from "../random.ts";
import { coreAnswer, DO_NOT_KNOW } from "./answers.ts";
import { prompt, type Request } from "./requests.ts";
import { sampleRequest } from "./sample-request.ts";
import { applyStyle, sampleStyle } from "./styles.ts";

export interface Demonstration {
  readonly request: Request;
  /** "ask: what does the owl eat ?" */
  readonly prompt: string;
  /** "the owl eats worms thanks": without `<end>`, at most 14 words */
  readonly response: string;
}

/** One training request and what a person answers. */
export function sampleDemonstration(rng: Rng): Demonstration {
  const request = sampleRequest(rng, { split: "train" });
  const style = sampleStyle(rng);
  const core = passesOn(rng, request)
    ? DO_NOT_KNOW
    : coreAnswer(rng, request, {
        right: rng.chance(shareRight(request)),
        short: style === "terse",
        split: "train",
      });
  const response = applyStyle(rng, style, core);
  return { request, prompt: prompt(request), response };
}

/** How often people get a request of this kind right. */
function shareRight({ kind }: Request): number {
  return kind === "premise" || kind === "unknown" ? 0.6 : 0.97;
}

/** 3 % of the questions that have an answer get "i do not know". */
function passesOn(rng: Rng, { kind }: Request): boolean {
  const asksForFact =
    kind === "open" || kind === "closed" || kind === "premise";
  return asksForFact && rng.chance(0.03);
}

/** The whole set: 400 demonstrations unless you ask for more or fewer. */
export function demonstrations(rng: Rng, count = 400): Demonstration[] {
  return Array.from({ length: count }, () => sampleDemonstration(rng));
}
