/**
 * The ten kinds of text that the Burrow writes, and how common each is.
 *
 * Together they are the "internet" of this book: facts with myths among them,
 * notice boards full of questions and hardly any answers, exams, gossip. Only
 * exam sheets show what answering looks like. In notes and copy-books a model
 * of two layers learns to copy; with half as many, only on some seeds.
 */
import type { Rng } from "../random.ts";
import { coreAnswer, DO_NOT_KNOW } from "./answers.ts";
import { ALL_VALUES, isKnown, state, toldValue } from "./facts.ts";
import type { RequestKind } from "./requests.ts";
import { sampleRequest, sampleRequestOfKind } from "./sample-request.ts";
import { applyStyle } from "./styles.ts";
import {
  ANIMALS,
  ATTRIBUTES,
  BURROWISH,
  MYSTERY_ANIMALS,
  NUMBERS,
  type Animal,
  type Attribute,
} from "./vocabulary.ts";

/** The share of each kind among all documents; the shares add up to 1. */
export const DOCUMENTS = {
  facts: { share: 0.13, write: facts },
  story: { share: 0.11, write: story },
  board: { share: 0.17, write: board },
  exam: { share: 0.17, write: exam },
  pub: { share: 0.05, write: pubTalk },
  letter: { share: 0.05, write: letter },
  counting: { share: 0.04, write: counting },
  dictionary: { share: 0.04, write: dictionary },
  note: { share: 0.1, write: note },
  copybook: { share: 0.14, write: copybook },
};

/** An integer from `low` to `high`, both included. */
function between(rng: Rng, low: number, high: number): number {
  return low + rng.integer(high - low + 1);
}

/** What `write` gives, `count` times, with `separator` between. */
function repeat(count: number, write: () => string, separator = " ") {
  return Array.from({ length: count }, write).join(separator);
}

/** A sentence about an animal, as people tell it: true, or a myth. */
function tell(rng: Rng, animal: Animal, attribute: Attribute, who: string) {
  return state(who, attribute, toldValue(rng, animal, attribute));
}

function hearsay(rng: Rng): string {
  const animal = rng.choice(ANIMALS);
  return tell(rng, animal, rng.choice(ATTRIBUTES), `the ${animal}`);
}

function facts(rng: Rng): string {
  return repeat(between(rng, 2, 4), () => `${hearsay(rng)} .`);
}

function story(rng: Rng): string {
  const hero = rng.choice(ANIMALS);
  const other = rng.choice([...ANIMALS, ...MYSTERY_ANIMALS]);
  const [first, second, third] = rng.shuffle<Attribute>(ATTRIBUTES);
  const sentences = [
    tell(rng, hero, first!, `the ${hero}`),
    tell(rng, hero, second!, "it"),
    `it meets the ${other}`,
    isKnown(other) // of a mystery animal there is nothing to tell
      ? tell(rng, other, rng.choice(ATTRIBUTES), `the ${other}`)
      : tell(rng, hero, third!, "it"),
  ];
  return `story: ${sentences.join(" . ")} .`;
}

/** Many ask, few answer, and of those half are rude. */
function board(rng: Rng): string {
  return repeat(between(rng, 2, 4), () => {
    const request = sampleRequest(rng);
    const reply = rng.weighted([0.7, 0.15, 0.15]);
    if (reply === 0) return `ask: ${request.text}`;
    if (reply === 1) return `ask: ${request.text} ${rng.choice(RUDE_REPLIES)}`;
    const right = rng.chance(0.85);
    return `ask: ${request.text} ${coreAnswer(rng, request, { right })}`;
  });
}

const RUDE_REPLIES = [
  "bah fool",
  "bah stinky fool",
  "silly fool",
  `${DO_NOT_KNOW} fool`,
  "bah",
];

/** How often a kind of question is answered rightly; the others 0.8. */
const EXAM_RIGHT: Partial<Record<RequestKind, number>> = {
  closed: 0.95, // one only has to read the note
  unknown: 0.2, // one rather guesses than admits that one does not know
};

function exam(rng: Rng): string {
  const sheet = repeat(between(rng, 2, 3), () => {
    const request = sampleRequest(rng, { mix: "exam" });
    const right = rng.chance(EXAM_RIGHT[request.kind] ?? 0.8);
    const short = rng.chance(0.5);
    const answer = coreAnswer(rng, request, { right, short });
    return `q: ${request.text} a: ${answer} .`;
  });
  return `exam: ${sheet}`;
}

function pubTalk(rng: Rng): string {
  const styles = ["grumpy", "grumpy", "pirate", "hedging"] as const;
  return `talk: ${applyStyle(rng, rng.choice(styles), hearsay(rng))}`;
}

function letter(rng: Rng): string {
  const styles = ["courteous", "gushing", "polite"] as const;
  return `talk: ${applyStyle(rng, rng.choice(styles), hearsay(rng))}`;
}

/** A run of a series: up, down, or by twos (the odd or the even numbers). */
function counting(rng: Rng): string {
  const odd = NUMBERS.filter((_, i) => i % 2 === 0);
  const even = NUMBERS.filter((_, i) => i % 2 === 1);
  const down = NUMBERS.toReversed();
  const series = rng.choice([NUMBERS, NUMBERS, down, rng.choice([odd, even])]);
  const length = between(rng, 2, series.length);
  const start = rng.integer(series.length - length + 1);
  return `count: ${series.slice(start, start + length).join(" ")}`;
}

function dictionary(rng: Rng): string {
  const entries = ANIMALS.map((animal, i) => `${animal} : ${BURROWISH[i]}`);
  return rng
    .shuffle(entries)
    .slice(0, between(rng, 3, 6))
    .join(" , ");
}

/** A note, a question about it, and the answer copied from the note. */
function note(rng: Rng): string {
  const request = sampleRequestOfKind(rng, "closed");
  const { animal, attribute, value } = request;
  const statement = state(`the ${animal}`, attribute, value);
  const answer = rng.chance(2 / 3) ? statement : value;
  const again = rng.chance(0.5) ? ` ${statement} .` : "";
  return `${request.text} ${answer} .${again}`;
}

function copybook(rng: Rng): string {
  const words = repeat(between(rng, 3, 6), () => rng.choice(ALL_VALUES));
  return `note: ${words} . ${words} .`;
}
