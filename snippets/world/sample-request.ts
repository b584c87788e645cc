/** Draws requests at random, from everything or from one split. */
import type { Rng } from "../random.ts";
import { otherValue, trueValue, VALUES } from "./facts.ts";
import {
  createRequest,
  type Request,
  type RequestFields,
  type RequestKind,
  type RequestOf,
  type Template,
} from "./requests.ts";
import { splitOf, type Split } from "./splits.ts";
import {
  ANIMALS,
  ATTRIBUTES,
  CLASSES,
  FOODS,
  MYSTERY_ANIMALS,
} from "./vocabulary.ts";

/** How often each kind comes: in a chat, and on exam sheets. */
export const MIXES = {
  chat: {
    open: 0.3,
    closed: 0.15,
    list: 0.15,
    story: 0.1,
    kind: 0.1,
    premise: 0.08,
    unknown: 0.12,
  },
  exam: {
    open: 0.27,
    closed: 0.3,
    list: 0.12,
    story: 0.07,
    kind: 0.06,
    premise: 0.08,
    unknown: 0.1,
  },
} satisfies Record<string, Record<RequestKind, number>>;

export interface RequestOptions {
  /** where the request comes from (splits.ts) */
  split?: Split;
  /** what people ask, or what examiners ask */
  mix?: keyof typeof MIXES;
}

/** One request; the split changes what is asked, not the mix of kinds. */
export function sampleRequest(
  rng: Rng,
  { split = "all", mix = "chat" }: RequestOptions = {},
): Request {
  const kinds = Object.keys(MIXES[mix]) as RequestKind[];
  const kind = kinds[rng.weighted(Object.values(MIXES[mix]))]!;
  return sampleRequestOfKind(rng, kind, split);
}

/** One request of this kind: draws until one belongs to the split. */
export function sampleRequestOfKind<K extends RequestKind>(
  rng: Rng,
  kind: K,
  split: Split = "all",
): RequestOf<K> {
  for (;;) {
    const request = createRequest(draw(rng, kind)) as RequestOf<K>;
    if (split === "all" || splitOf(request) === split) return request;
  }
}

function draw(rng: Rng, kind: RequestKind): RequestFields {
  switch (kind) {
    case "open":
      return { kind, ...drawFact(rng), template: drawTemplate(rng) };
    case "closed":
      return { kind, ...drawNote(rng), template: drawTemplate(rng) };
    case "list":
      return {
        kind,
        count: rng.choice([2, 3]),
        class: rng.choice(CLASSES),
      };
    case "story":
      return { kind, animal: rng.choice(ANIMALS) };
    case "kind":
      return {
        kind,
        food: rng.choice(FOODS),
        // half of them begin with bah
        rude: rng.choice(["bah", "bah", "bah", "stinky", "silly", "fool"]),
      };
    case "premise":
      return { kind, ...drawFiction(rng) };
    case "unknown":
      return { kind, ...drawMystery(rng), template: drawTemplate(rng) };
  }
}

function drawTemplate(rng: Rng): Template {
  return rng.choice([0, 1, 2]);
}

function drawFact(rng: Rng) {
  return { animal: rng.choice(ANIMALS), attribute: rng.choice(ATTRIBUTES) };
}

function drawMystery(rng: Rng) {
  return {
    animal: rng.choice(MYSTERY_ANIMALS),
    attribute: rng.choice(ATTRIBUTES),
  };
}

/** Something false about a known animal. */
function drawFiction(rng: Rng) {
  const { animal, attribute } = drawFact(rng);
  const truth = trueValue(animal, attribute);
  return { animal, attribute, value: otherValue(rng, attribute, truth) };
}

/** Notes are fiction; half of them about animals without any facts. */
function drawNote(rng: Rng) {
  if (rng.chance(0.5)) return drawFiction(rng);
  const { animal, attribute } = drawMystery(rng);
  return { animal, attribute, value: rng.choice(VALUES[attribute]) };
}
