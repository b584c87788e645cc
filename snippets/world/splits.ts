/**
 * Which requests the chat model may practise on, and which it is tested with.
 *
 * Pretraining sees "all" requests. SFT, the reward model and PPO see "train",
 * evaluation sees "test", which shares no request with "train".
 *
 * Test questions (open, closed, unknown) are worded in a way that no
 * demonstration is; most ask for facts that demonstrations tell, some for the
 * four that none tells. Other test requests are worded as in training and are
 * new as combinations: "name three homes !", a story of the goat.
 */
import { hash32 } from "../random.ts";
import { isKnown, trueValue } from "./facts.ts";
import type { Request } from "./requests.ts";
import {
  FOODS,
  type AnyAnimal,
  type Attribute,
  type Class,
} from "./vocabulary.ts";

/** What a sampler can be asked for; "all" includes the other two. */
export type Split = "all" | "train" | "test";

/** "neither" occurs in pretraining only. */
export function splitOf(request: Request): "train" | "test" | "neither" {
  if (isTest(request)) return "test";
  return isTrain(request) ? "train" : "neither";
}

function isTest(r: Request): boolean {
  switch (r.kind) {
    case "open":
      return r.template === 2;
    case "closed":
      return r.template === 2 && isFiction(r) && isHeldOutClaim(r);
    case "list":
      return isHeldOutList(r.count, r.class);
    case "story":
      return r.animal === "goat" || r.animal === "duck";
    case "kind":
      return FOODS.indexOf(r.food) >= 6;
    case "premise":
      return isHeldOutClaim(r);
    case "unknown":
      return r.template === 2 && r.animal === "ghost";
  }
}

function isTrain(r: Request): boolean {
  switch (r.kind) {
    case "open":
      return r.template !== 2 && !isHeldOutFact(r.animal, r.attribute);
    case "closed":
      return (
        r.template !== 2 &&
        isFiction(r) &&
        !isHeldOutClaim(r) &&
        !isHeldOutFact(r.animal, r.attribute)
      );
    case "premise":
      return !isHeldOutClaim(r) && !isHeldOutFact(r.animal, r.attribute);
    case "unknown":
      return r.template !== 2 && r.animal !== "ghost";
    case "list":
    case "story":
    case "kind":
      return !isTest(r);
  }
}

/** Four facts that are in the corpus but that no demonstration ever tells. */
export function isHeldOutFact(animal: AnyAnimal, attribute: Attribute) {
  return (
    (animal === "fox" && attribute === "food") ||
    (animal === "owl" && attribute === "home") ||
    (animal === "frog" && attribute === "colour") ||
    (animal === "goat" && attribute === "sound")
  );
}

/** A quarter of all claims, picked by a hash: "fox bread", "owl den" ... */
function isHeldOutClaim(claim: { animal: AnyAnimal; value: string }) {
  return hash32(`${claim.animal} ${claim.value}`) % 4 === 0;
}

/** Notes for practice and tests contradict a known fact. */
function isFiction(note: {
  animal: AnyAnimal;
  attribute: Attribute;
  value: string;
}) {
  const { animal, attribute, value } = note;
  return isKnown(animal) && trueValue(animal, attribute) !== value;
}

function isHeldOutList(count: 2 | 3, members: Class): boolean {
  return (
    (count === 3 && members === "homes") ||
    (count === 2 && members === "sounds") ||
    (count === 3 && members === "foods")
  );
}
