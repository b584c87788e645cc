import { type PairAgreement, agreement, agreementOf, selfAgreement } from "mini-rlhf/labeler/agreement";
import type { Deck } from "mini-rlhf/labeler/deck";
import { featuresOf } from "mini-rlhf/labeler/deck";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { compareVerdicts, verdictsOf } from "mini-rlhf/labeler/verdicts";
import { createRng } from "mini-rlhf/random";
import { labelerTeam } from "mini-rlhf/training-recipe";
import { gold, writtenAnswer } from "mini-rlhf/world/gold";
import { rank } from "mini-rlhf/world/labelers";
import { parseRequest } from "mini-rlhf/world/parse-request";
import { TONES } from "mini-rlhf/world/tones";

export interface AgreementRow {
  with: "yourself" | "the crew’s labelers" | "the crew’s reward model" | "gold";
  /** null: there is nothing to compare */
  measured: PairAgreement | null;
}

/** With whom the reader agrees on how many pairs: of the cards that they have ranked, ranked by others. */
export function agreementRows(mine: readonly Judgement[], deck: Deck): AgreementRow[] {
  const rng = createRng(1);
  const own = verdictsOf(mine);
  const crew = labelerTeam(rng).flatMap((labeler) => {
    const theirs = mine.map((card) => {
      const dice = rng.fork(`${labeler.name} ${card.prompt}`);
      const answers = card.answers.map((text) => writtenAnswer(text, false));
      const order = rank(labeler, parseRequest(card.prompt)!, answers, dice);
      return rankedAs(
        card,
        order.map((_, place) => -order.indexOf(place)),
      );
    });
    return compareVerdicts(own, verdictsOf(theirs));
  });
  const byGold = mine.map((card) =>
    rankedAs(
      card,
      card.answers.map((text) => gold(parseRequest(card.prompt)!, writtenAnswer(text, false))),
    ),
  );
  const byModel = mine.map((card) =>
    rankedAs(
      card,
      card.answers.map((text) => crewScore(deck, card.prompt, text)),
    ),
  );
  return [
    { with: "yourself", measured: selfAgreement(mine, rng) },
    { with: "the crew’s labelers", measured: agreementOf(crew, rng) },
    { with: "the crew’s reward model", measured: agreement(mine, byModel, rng) },
    { with: "gold", measured: agreement(mine, byGold, rng) },
  ];
}

/** The card ranked by a number for each answer, the highest first. */
function rankedAs(card: Judgement, values: readonly number[]): Judgement {
  const ranks = values.map((value) => 1 + values.filter((other) => other > value).length);
  return { ...card, ranks };
}

/** What the crew's reward model says of an answer: what it says of its tone, and the rest. */
export function crewScore({ features, scorer, ...deck }: Deck, prompt: string, text: string): number {
  const own = featuresOf({ features, scorer, ...deck }, prompt, text);
  const ofTone = TONES.reduce((sum, tone, i) => sum + scorer.crewByTone[i]! * own[features.indexOf(tone)]!, 0);
  return ofTone + own[features.indexOf("crew")]!;
}
