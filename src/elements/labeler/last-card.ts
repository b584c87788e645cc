import type { Judgement } from "mini-rlhf/labeler/judgement";
import { toneOf } from "mini-rlhf/world/tones";
import { writtenAnswer } from "mini-rlhf/world/gold";
import type { LabelerSession } from "./labeler-session.ts";

/**
 * What is said of the last card when it has been judged, and not before: in what tones its answers
 * were, best first, and how much of the order the learner had known.
 */
export function lastCard(session: LabelerSession): (Node | string)[] {
  const { last } = session.labeling;
  if (!last) return ["Rank the answers as you like them: there is no right order."];
  if (last.ranks.length === 0) return ["You skipped the last card."];
  return [`Last card: ${inOrder(last)}. ${guessed(session)}`];
}

/** "pirate, then rude = terse" */
function inOrder({ answers, ranks }: Judgement): string {
  const levels = [...new Set(ranks)].sort((a, b) => a - b);
  const tones = levels.map((level) =>
    answers.flatMap((text, i) => (ranks[i] === level ? [toneOf(writtenAnswer(text, false))] : [])).join(" = "),
  );
  return tones.join(", then ");
}

function guessed(session: LabelerSession): string {
  const guess = session.lastGuess;
  if (!guess || guess.pairs === 0) return "";
  const of = guess.pairs === 1 ? "which of the two you prefer" : `${guess.right} of its ${guess.pairs} pairs`;
  if (guess.pairs === 1)
    return guess.right === 1 ? `The learner had guessed ${of}.` : `The learner had not guessed ${of}.`;
  return `The learner had guessed ${of} from the cards before.`;
}
