/**
 * What an answer says, before anybody gives it a tone: right or wrong, as a
 * sentence or as short as possible. Whoever writes a text in the Burrow -
 * examiners, labelers, neighbours - answers with these.
 */
import type { Rng } from "../random.ts";
import {
  isKnown,
  MEMBERS,
  otherValue,
  state,
  trueValue,
  VALUES,
} from "./facts.ts";
import type {
  ClosedRequest,
  ListRequest,
  PremiseRequest,
  Request,
  StoryRequest,
} from "./requests.ts";
import { isHeldOutFact, type Split } from "./splits.ts";
import { ATTRIBUTES, type AnyAnimal, type Attribute } from "./vocabulary.ts";

export interface AnswerOptions {
  right: boolean;
  /** "grapes" instead of "the fox eats grapes"; kind and story ignore it */
  short?: boolean;
  /** "train": stories avoid the facts that no demonstration may tell */
  split?: Split;
}

export const DO_NOT_KNOW = "i do not know";

/** The core of an answer, for example "the fox eats grapes". */
export function coreAnswer(
  rng: Rng,
  request: Request,
  { right, short = false, split = "all" }: AnswerOptions,
): string {
  const say = short ? sayShort : sayLong;
  switch (request.kind) {
    case "open": {
      const { animal, attribute } = request;
      const truth = trueValue(animal, attribute);
      const value = right ? truth : otherValue(rng, attribute, truth);
      return say(animal, attribute, value);
    }
    case "closed":
      return say(
        request.animal,
        request.attribute,
        right ? request.value : misreadNote(rng, request),
      );
    case "premise":
      return right ? correct(request, short) : accept(request, short);
    case "unknown": {
      if (right) return DO_NOT_KNOW;
      const fabrication = rng.choice(VALUES[request.attribute]);
      return say(request.animal, request.attribute, fabrication);
    }
    case "list":
      return list(rng, request, right).join(short ? " " : " and ");
    case "story":
      return story(rng, request, right, split);
    case "kind": {
      if (right) return `please give me the ${request.food}`;
      return `give me the ${request.food}${rng.choice(["", " fool"])}`;
    }
  }
}

function sayLong(animal: AnyAnimal, attribute: Attribute, value: string) {
  return state(`the ${animal}`, attribute, value);
}

function sayShort(_: AnyAnimal, __: Attribute, value: string) {
  return value;
}

/** What is remembered drowns what is read: hallucination against the note. */
function misreadNote(rng: Rng, request: ClosedRequest): string {
  const { animal, attribute, value } = request;
  const memory = isKnown(animal) ? trueValue(animal, attribute) : value;
  if (memory !== value && rng.chance(0.6)) return memory;
  return otherValue(rng, attribute, value);
}

/** "no the fox eats grapes" */
function correct({ animal, attribute }: PremiseRequest, short: boolean) {
  const truth = trueValue(animal, attribute);
  return short ? truth : `no ${sayLong(animal, attribute, truth)}`;
}

/** Takes over what the question wrongly believes. */
function accept({ animal, attribute, value }: PremiseRequest, short: boolean) {
  return short ? value : sayLong(animal, attribute, value);
}

/** Wrong lists repeat a member, or have one too few or too many. */
function list(rng: Rng, request: ListRequest, right: boolean): string[] {
  const { count } = request;
  const members = rng.shuffle(MEMBERS[request.class]);
  if (right) return members.slice(0, count);
  if (rng.chance(0.4)) {
    const repeated = rng.integer(count - 1);
    return [...members.slice(0, count - 1), members[repeated]!];
  }
  return members.slice(0, rng.chance(0.5) ? count - 1 : count + 1);
}

/** Two facts about one animal; in a wrong story one of them is made up. */
function story(
  rng: Rng,
  { animal }: StoryRequest,
  right: boolean,
  split: Split,
): string {
  const tellable = ATTRIBUTES.filter(
    (attribute) => split !== "train" || !isHeldOutFact(animal, attribute),
  );
  const [first, second] = rng.shuffle(tellable) as [Attribute, Attribute];
  const madeUp = right ? undefined : rng.choice([first, second]);
  const value = (attribute: Attribute) => {
    const truth = trueValue(animal, attribute);
    return attribute === madeUp ? otherValue(rng, attribute, truth) : truth;
  };
  const opening = state(`the ${animal}`, first, value(first));
  return `${opening} . ${state("it", second, value(second))}`;
}
