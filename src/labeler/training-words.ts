import type { Taste } from "mini-rlhf/labeler/fit-taste";
import { selfAgreement } from "mini-rlhf/labeler/agreement";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { createRng } from "mini-rlhf/random";
import { likings } from "./taste-words.ts";

/** With fewer there is nothing to train on. */
export const fewestCards = 3;

/** A word of doubt before a training, where there is reason for one. */
export function doubts(judgements: readonly Judgement[], taste: Taste): string {
  const count = judgements.length;
  if (count < fewestCards) return `Rank ${fewestCards} cards at least: there is nothing to learn from yet.`;
  const self = selfAgreement(judgements, createRng(1));
  const likes = likings(taste).filter(({ verdict, name }) => verdict === "like" && name !== "crew");
  if (self && self.value < 0.7)
    return `You were asked the same again, and ordered ${self.alike} of ${self.pairs} pairs as before. Nobody can agree with you more than you do: what is learned will be as unsure.`;
  if (likes.length === 0)
    return "There is nothing yet that you clearly like. The model will follow whatever the cards hint at; a few more cards would make it sure.";
  return count < 10 ? "A few more cards would make it surer; try it by all means." : "";
}
