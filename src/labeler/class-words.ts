/** What is said of a class's rankings, in sentences. */
import type { PairAgreement } from "mini-rlhf/labeler/agreement";
import type { Measure } from "mini-rlhf/labeler/bootstrap";
import type { ClassAgreement } from "mini-rlhf/labeler/class-agreement";
import type { Coefficient } from "mini-rlhf/labeler/coefficients";
import type { JudgementsRead } from "mini-rlhf/labeler/judgements-file";
import type { Merged } from "mini-rlhf/labeler/merge-judgements";
import { cards, listed } from "./counted-words.ts";
import { numberText } from "../notebook/output/number-text.ts";

/** "71 % [64, 78]" */
export function shareWords({ value, low, high }: Measure): string {
  return `${percent(value)} % [${percent(low)}, ${percent(high)}]`;
}

const percent = (share: number): string => numberText(100 * share, { digits: 0 });

/** ".43 [.27, .58]", with a real minus */
export function coefficientWords({ value, low, high }: Measure): string {
  return `${coefficient(value)} [${coefficient(low)}, ${coefficient(high)}]`;
}

function coefficient(value: number): string {
  return numberText(value, { digits: 2 }).replace(/^(\D?)0/, "$1");
}

/** How far everybody agrees, a sentence each. */
export function overallWords({ people, overall, ...coefficients }: ClassAgreement): string[] {
  if (!overall) return ["No two of you have ranked the same two answers yet, so there is nothing to compare."];
  const who = people.length === 2 ? "You two agree" : `The ${people.length} of you agree`;
  return [
    `${who} on ${shareWords(overall)} of pairs (${overall.alike} of ${overall.pairs}, on ${cards(overall.cards)}${tieWords(overall)}). Chance alone would give 50 %.`,
    ...beyondWords(coefficients),
  ];
}

function tieWords({ ties }: PairAgreement): string {
  return ties === 0 ? "" : `; ${ties} with a tie ${ties === 1 ? "is" : "are"} left out`;
}

function beyondWords({
  cohen,
  fleiss,
  alphaOfPairs,
  alphaOfRanks,
}: Pick<ClassAgreement, "cohen" | "fleiss" | "alphaOfPairs" | "alphaOfRanks">): string[] {
  const named: [string, Coefficient | null][] = [
    ["Krippendorff’s alpha of pairs", alphaOfPairs],
    ["of ranks", alphaOfRanks],
    ...(cohen
      ? [["Cohen’s kappa", cohen] as [string, Coefficient]]
      : [["Fleiss’ kappa", fleiss] as [string, Coefficient | null]]),
  ];
  const there = named.flatMap(([name, found]) => (found ? [`${name} ${coefficientWords(found)}`] : []));
  if (there.length === 0) return [];
  return [
    `Beyond chance, where 0 is a coin and 1 perfect agreement: ${there.join(", ")}. In brackets: 95 % intervals.`,
  ];
}

/** What has become of a file, in a sentence or two. */
export function fileWords(
  name: string,
  { judgements, problems, duplicates }: JudgementsRead,
  merged: Pick<Merged, "duplicates" | "renamed">,
  own: number,
): string {
  const fresh = judgements.length - merged.duplicates - own;
  const people = [...new Set(judgements.map(({ who }) => who))];
  const of = people.length === 0 ? "" : people.length > 3 ? ` of ${people.length} people` : ` of ${listed(people)}`;
  const again = merged.duplicates + duplicates;
  return [
    `${name}: ${fresh === 0 ? "nothing new" : `${cards(fresh)}${of}`}.`,
    again > 0 &&
      `${cards(again)} ${again === 1 ? "was" : "were"} there already, and ${again === 1 ? "counts" : "count"} once.`,
    own > 0 && `${cards(own)} ${own === 1 ? "is" : "are"} your own.`,
    ...merged.renamed.map(({ from, to }) => `There is another ${from}: this one is called “${to}”.`),
    problems.length > 0 && `${problems.length} ${problems.length === 1 ? "problem" : "problems"}:`,
  ]
    .filter(Boolean)
    .join(" ");
}
