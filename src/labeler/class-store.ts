/**
 * The rankings of other people that a reader has opened, kept in this browser: the only file that touches
 * them. Nothing here throws. What is there and cannot be read stays where it is.
 */
import { type DBSchema, openDB } from "idb";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { byPerson } from "mini-rlhf/labeler/class-agreement";
import { type StorageTrouble, troubleOf } from "../notebook/base/storage-trouble.ts";

interface KeptPerson {
  who: string;
  /** people come back in the order in which they came */
  place: number;
  judgements: Judgement[];
}

interface Schema extends DBSchema {
  people: { key: string; value: KeptPerson };
}

export const classDatabase = "mini-rlhf-class";

function database() {
  return openDB<Schema>(classDatabase, 1, {
    upgrade: (db) => void db.createObjectStore("people", { keyPath: "who" }),
    // A newer edition of the book, in another tab, is not to wait for this one.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
}

/** Everybody's rankings. */
export async function keptClass(): Promise<{ judgements: Judgement[]; trouble: StorageTrouble | null }> {
  try {
    const db = await database();
    const rows = (await db.getAll("people")).filter(isPerson).sort((a, b) => a.place - b.place);
    db.close();
    return { judgements: rows.flatMap(({ judgements }) => judgements), trouble: null };
  } catch (error) {
    return { judgements: [], trouble: troubleOf(error) };
  }
}

/** Keeps these people's rankings in the place of what is there of them, and forgets `gone`. */
export async function keepClass(
  judgements: readonly Judgement[],
  gone: readonly string[] = [],
): Promise<StorageTrouble | null> {
  try {
    const db = await database();
    const change = db.transaction("people", "readwrite");
    const people = [...byPerson(judgements)].map(([who, own], place) => ({ who, place, judgements: own }));
    await Promise.all([
      ...gone.map((who) => change.store.delete(who)),
      ...people.map((person) => change.store.put(person)),
      change.done,
    ]);
    db.close();
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

function isPerson(row: unknown): row is KeptPerson {
  const { who, place, judgements } = Object(row) as Partial<Record<keyof KeptPerson, unknown>>;
  return (
    typeof place === "number" &&
    Array.isArray(judgements) &&
    judgements.every((one) => isJudgement(one) && one.who === who)
  );
}

function isJudgement(value: unknown): value is Judgement {
  const { id, prompt, answers, ranks, who, time, seconds, repeats } = Object(value) as Partial<
    Record<keyof Judgement, unknown>
  >;
  const isList = (list: unknown, type: string): list is unknown[] =>
    Array.isArray(list) && list.every((one) => typeof one === type);
  return (
    [id, prompt, who, time, repeats ?? ""].every((text) => typeof text === "string") &&
    isList(answers, "string") &&
    isList(ranks, "number") &&
    answers.length === ranks.length &&
    typeof seconds === "number"
  );
}
