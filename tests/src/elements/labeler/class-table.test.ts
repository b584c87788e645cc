import { deleteDB, openDB } from "idb";
import { readJudgements, writeJudgements } from "mini-rlhf/labeler/judgements-file";
import type { Deck } from "mini-rlhf/labeler/deck";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import markup from "../../../../src/components/labeler/LabelerClass.astro?markup";
import type { LabelerClass, TrainEverybody } from "../../../../src/elements/labeler/class-table.ts";
import { classDatabase, keepClass } from "../../../../src/labeler/class-store.ts";
import { judged, promptOf, ranked } from "../../../snippets/labeler/rankings.ts";
import { smallDeck } from "../../../snippets/labeler/small-deck.ts";
import { savedFiles } from "../saved-files.ts";
import "../../../../src/elements/labeler/class-table.ts";

let element: LabelerClass;

function place(): void {
  document.body.innerHTML = markup({ link: (path: string) => `/${path}`, Cite: "cite" });
  element = document.querySelector("labeler-class")!;
}

const mine = ranked("you", [1, 2, 3], [1, 2], [2, 1]);
const bo = at("2026-11-30T13:00:00Z", ranked("Bo", [1, 3, 2], [1, 2], [1, 2]));
const cy = at("2026-11-30T14:00:00Z", ranked("Cy", [3, 2, 1], [2, 1], [1, 2]));

function at(time: string, cards: Judgement[]): Judgement[] {
  return cards.map((card) => ({ ...card, time }));
}

const fileOf = (name: string, judgements: Judgement[]) => new File([writeJudgements(judgements).text], name);
const part = (selector: string) => element.querySelector<HTMLElement>(selector)!;
const text = (selector: string) => part(selector).textContent.replace(/\s+/g, " ").trim();
const button = (name: string | RegExp) => page.getByRole("button", { name });
const rows = (selector: string) =>
  [...element.querySelectorAll(`${selector} tbody tr`)].map((row) => [...row.children].map((cell) => cell.textContent));
const names = () => rows(".people").map(([who]) => who);
const write = async (name: string) => {
  await userEvent.fill(page.getByRole("textbox", { name: "Your name" }), name);
  await userEvent.tab();
};

beforeEach(async () => {
  await deleteDB(classDatabase);
  place();
});

describe("one's own rankings", () => {
  test("are saved under a name, which is asked for", async () => {
    const saved = savedFiles();
    await expect.element(button("Save my rankings")).toBeDisabled();
    element.judgements = mine;
    await userEvent.click(button("Save my rankings"));
    expect(saved).toEqual([]);
    await expect.element(page.getByRole("status")).toMatchTextContent("Write your name first");
    await expect.element(page.getByRole("textbox", { name: "Your name" })).toHaveFocus();
    await write("Ann O’Neil");
    await userEvent.click(button("Save my rankings"));
    expect(saved.map(({ name }) => name)).toEqual(["rankings-Ann-O-Neil.jsonl"]);
    const { judgements, problems } = readJudgements(await saved[0]!.blob.text(), { name: "x" });
    expect(problems).toEqual([]);
    expect(judgements).toEqual(mine.map((one) => ({ ...one, who: "Ann O’Neil" })));
    expect(text(".said")).toBe("3 cards saved, a pair a line, as TRL’s trainers read them.");
  });

  test("that are nothing but ties are counted", async () => {
    savedFiles();
    element.judgements = [...mine, judged({ id: "card 9", ranks: [1, 1] })];
    await write("Ann");
    await userEvent.click(button("Save my rankings"));
    expect(text(".said")).toContain("1 card of nothing but ties cannot be written as pairs, and is not in it.");
  });

  test("keep their name after a reload", async () => {
    await write("  Ann \u202E ");
    place();
    expect(element.querySelector("input")!.value).toBe("Ann");
  });
});

describe("files of others", () => {
  beforeEach(async () => {
    element.judgements = mine;
    await element.open([fileOf("bo.jsonl", bo), fileOf("cy.jsonl", cy)]);
    await expect.poll(names).toEqual(["You", "Bo", "Cy"]);
  });

  test("are compared with one's own, and with one another", () => {
    // of five pairs: You and Bo 3, You and Cy none, Bo and Cy 2
    expect(rows(".people")).toMatchObject([
      ["You", "3", "5", "–", expect.stringMatching(/^30 % \[/), "–", ""],
      ["Bo", "3", "5", "60\u00a0% of 5", expect.stringMatching(/^50 % \[/), "–", "Remove"],
      ["Cy", "3", "5", "0\u00a0% of 5", expect.stringMatching(/^20 % \[/), "–", "Remove"],
    ]);
    expect(text(".overall")).toMatch(/^The 3 of you agree on 33 % \[\d+, \d+\] of pairs \(5 of 15, on 3 cards\)\./);
    expect(text(".overall")).toContain("Chance alone would give 50 %.");
    expect(text(".beyond")).toMatch(/alpha of pairs −\.\d\d \[/);
    expect(rows(".matrix-place").map(([who, ...cells]) => [who, ...cells])).toEqual([
      ["You", "–", "60\u00a0%", "0\u00a0%"],
      ["Bo", "60\u00a0%", "–", "40\u00a0%"],
      ["Cy", "0\u00a0%", "40\u00a0%", "–"],
    ]);
  });

  test("are listed with what each has brought", () => {
    const listed = [...element.querySelectorAll(".files > li")].map((item) => item.textContent);
    expect(listed).toEqual(["bo.jsonl: 3 cards of Bo.", "cy.jsonl: 3 cards of Cy."]);
    expect(text(".said")).toBe("2 files were read.");
  });

  test("show the cards on which people differ, with what each has said", () => {
    expect(element.querySelectorAll(".disputed")).toHaveLength(3);
    expect(element.querySelector(".disputed q")!.textContent).toBe(promptOf(1).replace("ask: ", ""));
    expect(rows(".disputed:nth-child(1)")).toEqual([
      ["owl", "You and Bo", "Cy"],
      ["hen", "–", "Bo"],
      ["fox", "Cy", "You"],
    ]);
  });

  test("are there after a reload, in their order, until somebody is removed", async () => {
    await element.open([fileOf("abe.jsonl", at("2026-11-30T15:00:00Z", ranked("Abe", [1, 2, 3])))]);
    place();
    element.judgements = mine;
    await expect.poll(names).toEqual(["You", "Bo", "Cy", "Abe"]);
    await userEvent.click(button("Remove Abe"));
    await expect.poll(names).toEqual(["You", "Bo", "Cy"]);
    await userEvent.click(button("Remove Bo"));
    await expect.poll(names).toEqual(["You", "Cy"]);
    expect(text(".said")).toContain("The rankings of Bo are removed");
    await expect.element(button("Remove Cy")).toHaveFocus();
    await userEvent.click(button("Remove Cy"));
    await expect.element(button(/Open rankings/)).toHaveFocus();
    expect(part(".found").hidden).toBe(true);
    place();
    element.judgements = mine;
    await element.open([]);
    expect(element.everybody).toHaveLength(3);
  });

  test("bring nothing when they are opened again", async () => {
    await element.open([fileOf("again.jsonl", bo)]);
    expect(text(".files")).toBe("again.jsonl: nothing new. 3 cards were there already, and count once.");
    expect(element.everybody).toHaveLength(9);
  });

  test("that are one's own bring nobody", async () => {
    await element.open([fileOf("mine.jsonl", at(mine[0]!.time, ranked("Ann", [1, 2, 3], [1, 2], [2, 1])))]);
    expect(text(".files")).toBe("mine.jsonl: nothing new. 3 cards are your own.");
    expect(element.everybody).toHaveLength(9);
  });

  test("of another person of the same name are told apart", async () => {
    await element.open([fileOf("bo.jsonl", at("2026-12-01T00:00:00Z", bo))]);
    await expect.poll(names).toEqual(["You", "Bo", "Cy", "Bo (2)"]);
    expect(text(".files")).toContain("There is another Bo: this one is called “Bo (2)”.");
    await write("Bo");
    await expect.poll(names).toEqual(["Bo (you)", "Bo", "Cy", "Bo (2)"]);
  });

  test("are all handed over to train on", async () => {
    const heard: TrainEverybody[] = [];
    document.body.addEventListener("train-everybody", (event) => heard.push(event as TrainEverybody), { once: true });
    await userEvent.click(button("Train on everybody’s rankings"));
    expect(heard).toHaveLength(1);
    expect(heard[0]!.detail.judgements).toEqual(element.everybody);
    expect(new Set(heard[0]!.detail.judgements.map(({ who }) => who))).toEqual(new Set(["You", "Bo", "Cy"]));
  });
});

describe("what somebody else has written", () => {
  const hostile = '<img src=x onerror="hacked=true">';

  test("is a text, in every place", async () => {
    element.judgements = mine;
    const file = fileOf(`${hostile}.jsonl`, at("2026-11-30T13:00:00Z", ranked(hostile, [3, 2, 1], [2, 1])));
    await element.open([file, new File([`{"prompt":"${"<b>"}"}`], "bad.jsonl")]);
    await expect.poll(names).toEqual(["You", hostile]);
    expect(element.querySelector("img, b")).toBeNull();
    expect((window as { hacked?: boolean }).hacked).toBeUndefined();
    await userEvent.click(element.querySelector<HTMLElement>("[data-remove]")!);
    expect(text(".said")).toContain(hostile);
  });

  test("and cannot be read is said with its line, and the rest is taken", async () => {
    const good = writeJudgements(bo).text;
    await element.open([
      new File([`no\n${good}{"prompt": 7}\n`], "mixed.jsonl"),
      new File([new Uint8Array(5_000_001)], "large.bin"),
    ]);
    const items = [...element.querySelectorAll(".files > li > ul > li")].map((item) => item.textContent);
    expect(items).toEqual([
      expect.stringMatching(/^Line 1: Expected a JSON record/),
      expect.stringMatching(/^Line 7: Expected a record with "prompt"/),
      expect.stringMatching(/^The file has 5\.0 MB/),
    ]);
    expect(text(".files")).toContain("mixed.jsonl: 3 cards of Bo. 2 problems:");
    expect(text(".files")).toContain("large.bin: nothing new. 1 problem:");
  });

  test("and is gone from the disk meanwhile is said", async () => {
    const gone = { name: "gone.jsonl", size: 3, lastModified: 0, arrayBuffer: () => Promise.reject(new Error("gone")) };
    await element.open([gone]);
    expect(text(".files")).toContain("The browser could not read the file.");
  });
});

describe("what is kept", () => {
  test("and cannot be read stays where it is, and is not shown", async () => {
    await keepClass(bo);
    const db = await openDB(classDatabase, 1);
    await db.put("people", { who: "Eve", place: 1, judgements: [{ id: 7 }] });
    await db.put("people", { who: "Mallory", place: 2, judgements: "none" });
    db.close();
    place();
    element.judgements = mine;
    await expect.poll(names).toEqual(["You", "Bo"]);
    await element.open([fileOf("cy.jsonl", cy)]);
    const again = await openDB(classDatabase, 1);
    expect(await again.getAllKeys("people")).toEqual(["Bo", "Cy", "Eve", "Mallory"]);
    again.close();
  });

  test("by a newer edition of the book is left alone, and that is said", async () => {
    (await openDB(classDatabase, 2)).close();
    place();
    await expect.element(page.getByText(/newer edition of the book/)).toBeVisible();
    element.judgements = mine;
    await element.open([fileOf("bo.jsonl", bo)]);
    await expect.poll(names).toEqual(["You", "Bo"]);
  });
});

describe("with a deck", () => {
  test("everybody's weights stand side by side, and the cards of other decks are counted", async () => {
    const deck: Deck = smallDeck();
    const [{ prompt, answers }] = deck.prompts as [Deck["prompts"][number]];
    const card = { prompt, answers: answers.slice(0, 2).map((answer) => answer.text), id: "card 50" };
    element.deck = deck;
    element.judgements = [...mine, judged({ ...card, ranks: [1, 2] })];
    await element.open([fileOf("bo.jsonl", [...bo, judged({ ...card, who: "Bo", ranks: [2, 1], time: bo[0]!.time })])]);
    await expect.poll(() => part(".tastes").hidden).toBe(false);
    const heads = [...element.querySelectorAll(".weights thead th")].map((head) => head.textContent);
    expect(heads).toEqual(["one taste for all", "You", "Bo"]);
    expect(rows(".weights").map(([name]) => name)).toEqual([...deck.features, "agrees with the one taste on"]);
    expect(text(".unknown")).toBe("6 cards of other prompts or answers are left out here.");
  });

  test("without one, nothing is said of weights", async () => {
    element.judgements = mine;
    await element.open([fileOf("bo.jsonl", bo)]);
    await expect.poll(names).toEqual(["You", "Bo"]);
    expect(part(".tastes").hidden).toBe(true);
  });
});
