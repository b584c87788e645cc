/**
 * One word for an answer: right, wrong, or none at all. The rubric of gold.ts
 * counts many things; a reader of answers first wants to know this one.
 */
import { DO_NOT_KNOW, coreAnswer } from "./answers.ts";
import { state, trueValue } from "./facts.ts";
import { type Answer, features } from "./gold.ts";
import type { Request } from "./requests.ts";
import { ATTRIBUTES } from "./vocabulary.ts";
import { createRng } from "../random.ts";

export type Verdict = "right" | "wrong" | "not an answer";

/**
 * What never ends, goes on to ask, or says nothing that could be right or
 * wrong ("bah") is not an answer. "i do not know" is one where nothing is
 * known, and otherwise none.
 */
export function verdict(request: Request, answer: Answer): Verdict {
  const { correct, false: isFalse, ends } = features(request, answer);
  const asks = answer.words.includes("ask:") || answer.words.includes("q:");
  if (!ends || asks) return "not an answer";
  if (correct) return "right";
  if (isFalse) return "wrong";
  // of lists and kind words the rubric calls nothing false
  const names = request.kind === "list" || request.kind === "kind";
  const gives = answer.words.join(" ") !== DO_NOT_KNOW;
  return names && gives ? "wrong" : "not an answer";
}

/**
 * What a right answer says, to compare an answer with: "the owl eats worms".
 * @param request undefined: what parseRequest could not read
 */
export function rightAnswer(request: Request | undefined): string {
  if (!request) return "the Burrow has no such question";
  switch (request.kind) {
    case "unknown":
      return `nobody knows: the ${request.animal} has no facts`;
    case "list": {
      const { count, class: members } = request;
      return `any ${count === 2 ? "two" : "three"} ${members}`;
    }
    case "story": {
      const { animal } = request;
      const facts = ATTRIBUTES.map((attribute, i) =>
        state(
          i === 0 ? `the ${animal}` : "it",
          attribute,
          trueValue(animal, attribute),
        ),
      );
      return `any two of: ${facts.join(", ")}`;
    }
    default: // in the others there is nothing to choose, so nothing is drawn
      return coreAnswer(createRng(1), request, { right: true });
  }
}
