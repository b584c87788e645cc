import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { crowd, outvoted } from "../../../snippets/labeler/crowd.ts";
import { tasteOf } from "../../../snippets/labeler/taste-of.ts";
import { dealCard } from "../../../snippets/labeler/deal.ts";
import { type Deck, featuresOf } from "../../../snippets/labeler/deck.ts";
import { fitTaste, predictRanks } from "../../../snippets/labeler/fit-taste.ts";
import type { Card, Judgement } from "../../../snippets/labeler/judgement.ts";
import { simulatedReader } from "../../../snippets/labeler/simulated-reader.ts";
import { createRng } from "../../../snippets/random.ts";

const file = new URL("../../../public/labeler/deck.json", import.meta.url);
const deck = JSON.parse(readFileSync(file, "utf8")) as Deck;
const rng = createRng(1);

const cards: Card[] = [];
for (let n = 0; n < 12; n++) cards.push(dealCard(deck, cards, rng));

/** Twelve cards as somebody of this taste ranks them. */
function rankedBy(who: string, taste: string): Judgement[] {
  const reader = simulatedReader({ taste });
  return cards.map((card) => ({ ...reader.judge(card, createRng(7)), who }));
}

const three = [...rankedBy("Ann", "courteous"), ...rankedBy("Bo", "courteous"), ...rankedBy("Cy", "courteous")];
const mixed = [...three, ...rankedBy("Dee", "rude")];

describe("a crowd of three who want courtesy and one who wants rudeness", () => {
  const found = crowd(mixed, deck, rng);
  const [ann, , , dee] = found.members;

  test("has one taste, which is that of all their cards", () => {
    const judged = mixed.map(({ prompt, answers, ranks }) => {
      return { features: answers.map((text) => featuresOf(deck, prompt, text)), ranks };
    });
    expect(found.taste).toEqual(fitTaste(judged, { names: deck.features }));
    expect(found.unknown).toBe(0);
  });

  test("says of each person what they want alone", () => {
    expect(found.members.map(({ who, cards }) => [who, cards])).toEqual([
      ["Ann", 12],
      ["Bo", 12],
      ["Cy", 12],
      ["Dee", 12],
    ]);
    expect(dee!.taste).toEqual(tasteOf(rankedBy("Dee", "rude"), deck));
  });

  test("says who differs from the rest, and in what", () => {
    expect(ann!.differs.map(({ feature }) => feature)).not.toContain("courteous");
    const rude = dee!.differs.find(({ feature }) => feature === "rude")!;
    const rest = tasteOf(three, deck);
    const at = deck.features.indexOf("rude");
    expect(rude.own).toBe(dee!.taste.weights[at]);
    expect(rude.rest).toBe(rest.weights[at]);
    expect(rude.deviation).toBeCloseTo(Math.hypot(dee!.taste.deviations[at]!, rest.deviations[at]!), 10);
    expect(rude.own - rude.rest).toBeGreaterThan(1.96 * rude.deviation);
  });

  test("serves the majority better: it orders more of their pairs as they did", () => {
    const own = rankedBy("Dee", "rude");
    const predicted = own.map(({ prompt, answers }) => {
      return predictRanks(
        found.taste,
        answers.map((text) => featuresOf(deck, prompt, text)),
      );
    });
    // by hand, on the cards that came the first time
    const pairs = own.flatMap(({ ranks, repeats }, card) => {
      if (repeats) return [];
      return ranks.flatMap((rank, i) =>
        ranks.flatMap((other, j) => (rank < other ? [predicted[card]![i]! < predicted[card]![j]!] : [])),
      );
    });
    expect(dee!.served!.value).toBeCloseTo(pairs.filter(Boolean).length / pairs.length, 10);
    expect(ann!.served!.value).toBeGreaterThan(dee!.served!.value + 0.1);
  });

  test("outvotes the one who likes rudeness", () => {
    const rude = found.sides.find(({ feature }) => feature === "rude")!;
    expect(rude.likes).toEqual(["Dee"]);
    expect(rude.common).toBeLessThan(0);
    expect(outvoted(rude)).toEqual(["Dee"]);
    expect(outvoted({ ...rude, common: 1 })).toEqual(rude.dislikes);
    const counts = found.sides.map((sides) => outvoted(sides).length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });
});

describe("a crowd", () => {
  test("of one person differs from nobody", () => {
    const [ann] = crowd(three.slice(0, 12), deck, rng).members;
    expect(ann).toMatchObject({ who: "Ann", differs: [] });
  });

  test("of nobody wants what the prior says", () => {
    expect(crowd([], deck, rng)).toEqual({
      taste: fitTaste([], { names: deck.features }),
      members: [],
      sides: [],
      unknown: 0,
    });
  });

  test("leaves out cards of another deck, and counts them", () => {
    const strange = { ...three[0]!, answers: ["arr <end>", ...three[0]!.answers.slice(1)] };
    const other = { ...three[1]!, prompt: "ask: tell me about the yeti !" };
    const found = crowd([...three, strange, other], deck, rng);
    expect(found.unknown).toBe(2);
    expect(found.taste).toEqual(tasteOf(three, deck));
  });
});
