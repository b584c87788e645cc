import { dealCard } from "mini-rlhf/labeler/deal";
import type { Deck } from "mini-rlhf/labeler/deck";
import { createRng } from "mini-rlhf/random";
import agreement from "../../../../src/components/labeler/LabelerAgreement.astro?markup";
import cards from "../../../../src/components/labeler/LabelerCards.astro?markup";
import reward from "../../../../src/components/labeler/LabelerReward.astro?markup";
import taste from "../../../../src/components/labeler/LabelerTaste.astro?markup";
import { type LabelerSession, labelerSession } from "../../../../src/elements/labeler/labeler-session.ts";
import { shownAnswer, shownPrompt } from "../../../../src/labeler/shown-words.ts";
import { keepLabeling } from "../../../../src/labeler/kept-labeling.ts";
import { freshLabeling } from "../../../../src/labeler/labeling.ts";
import { goal } from "../../../../src/labeler/taste-words.ts";

/** The components of the labeler's page, as the build makes them of the book's own deck. */
export async function markupOf(name: "agreement" | "cards" | "reward" | "taste"): Promise<string> {
  if (name === "agreement") return agreement({ Cite: "cite", rows: agreementRows });
  if (name === "reward") return reward({});
  if (name === "taste") return taste({ goal, foretold: [[4, 0.83]] });
  const deck = (await (await fetch("/labeler/deck.json")).json()) as Deck;
  const card = dealCard(deck, [], createRng(1), { answers: 4 });
  return cards({ card, sizes: [2, 4], freshLabeling, shownAnswer, shownPrompt });
}

const agreementRows = ["yourself", "the crew’s labelers", "the crew’s reward model", "gold"];

/** The session of this test file, with nothing judged yet. */
export async function freshSession() {
  keepLabeling(freshLabeling);
  const session = await labelerSession();
  session.change((labeling) => labeling.take(freshLabeling));
  return session;
}

/** Until all parts have heard of the last card. */
function settled(session: LabelerSession): Promise<void> {
  return new Promise((resolve) => {
    session.addEventListener("settled", () => resolve(), { once: true });
  });
}

/** Ranks so many cards as somebody does who loves pirates. */
export async function rankAsPirate(count: number): Promise<void> {
  const session = await labelerSession();
  for (let i = 0; i < count; i++) {
    const { answers } = session.labeling.card!;
    const values = answers.map((text) => (/\b(?:arr|matey)\b/.test(text) ? 100 : 0) - text.length);
    session.change((labeling) =>
      labeling.judge(values.map((value) => 1 + values.filter((other) => other > value).length)),
    );
  }
  await settled(session);
}
