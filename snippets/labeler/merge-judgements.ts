/** What a file brings joins what is there, each ranking once. */
import { byPerson } from "./class-agreement.ts";
import type { Judgement } from "./judgement.ts";

export interface Merged {
  judgements: Judgement[];
  /** rankings that were there already: the same labeler, card and time */
  duplicates: number;
  /** names that two people have; the second one is called "Ann (2)" */
  renamed: { from: string; to: string }[];
}

/**
 * Adds rankings to those that are kept. Who has a ranking in common with
 * somebody of the same name is the same person, and of a card that they ranked
 * twice the later ranking counts. Who ranked the same cards at other times is
 * another person of that name.
 */
export function mergeJudgements(
  kept: readonly Judgement[],
  more: readonly Judgement[],
): Merged {
  const people = byPerson(kept);
  const renamed: Merged["renamed"] = [];
  let duplicates = 0;
  for (const [from, own] of byPerson(more)) {
    const to = nameFor(from, own, people);
    if (to !== from) renamed.push({ from, to });
    const there = people.get(to) ?? [];
    const known = new Set(there.map(moment));
    const added = own.filter((judgement) => !known.has(moment(judgement)));
    duplicates += own.length - added.length;
    const named = added.map((judgement) => ({ ...judgement, who: to }));
    people.set(to, latest([...there, ...named]));
  }
  return { judgements: [...people.values()].flat(), duplicates, renamed };
}

function nameFor(
  from: string,
  own: readonly Judgement[],
  people: ReadonlyMap<string, readonly Judgement[]>,
): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? from : `${from} (${n})`;
    const there = people.get(name) ?? [];
    const moments = new Set(there.map(moment));
    const isSame = own.some((judgement) => moments.has(moment(judgement)));
    const cards = new Set(there.map(({ id }) => id));
    if (isSame || !own.some(({ id }) => cards.has(id))) return name;
  }
}

/** By which a ranking is known again, whatever its labeler is called. */
export function moment({ id, prompt, time }: Judgement): string {
  return JSON.stringify([id, prompt, time]);
}

/** Of each card the last ranking, in the place of the first. */
function latest(judgements: readonly Judgement[]): Judgement[] {
  const cards = new Map<string, Judgement>();
  for (const judgement of judgements) {
    const before = cards.get(judgement.id);
    const isLater =
      !before || Date.parse(before.time) <= Date.parse(judgement.time);
    if (isLater) cards.set(judgement.id, judgement);
  }
  return [...cards.values()];
}
