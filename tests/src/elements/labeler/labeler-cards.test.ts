import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LabelerCards } from "../../../../src/elements/labeler/labeler-cards.ts";
import "../../../../src/elements/labeler/labeler-cards.ts";
import type { LabelerSession } from "../../../../src/elements/labeler/labeler-session.ts";
import { keptLabeling } from "../../../../src/labeler/kept-labeling.ts";
import { freshSession, markupOf } from "./labeler-parts.ts";

let cards: LabelerCards;
let session: LabelerSession;

beforeEach(async () => {
  session = await freshSession();
  document.body.innerHTML = await markupOf("cards");
  cards = document.querySelector("labeler-cards")!;
  await vi.waitUntil(() => cards.hasAttribute("data-ready"));
});

const text = (selector: string) => cards.querySelector(selector)!.textContent.trim().replace(/\s+/g, " ");
const button = (act: string) => cards.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)!;
const shownPlaces = () => [...cards.querySelectorAll(".place")].map(({ textContent }) => textContent);
const tap = (answer: number) => cards.querySelectorAll<HTMLButtonElement>("button.answer")[answer]!.click();

function press(...keys: string[]): void {
  for (const key of keys) {
    const shiftKey = key === "Shift+Enter";
    const init = { key: shiftKey ? "Enter" : key, shiftKey, bubbles: true, cancelable: true };
    cards.querySelector(".card")!.dispatchEvent(new KeyboardEvent("keydown", init));
  }
}

test("the printed card is the one that is dealt", async () => {
  const printed = document.createElement("div");
  printed.innerHTML = await markupOf("cards");
  expect(text(".answers")).toBe(printed.querySelector(".answers")!.textContent.trim().replace(/\s+/g, " "));
  expect(text(".prompt")).toBe(printed.querySelector(".prompt")!.textContent.trim());
});

describe("an order", () => {
  test("is made by tapping; the last answer needs no tap", () => {
    expect(button("next").disabled).toBe(true);
    [2, 0, 3].forEach(tap);
    expect(shownPlaces()).toEqual(["2nd", "4th", "1st", "3rd"]);
    button("next").click();
    expect(session.labeling.judgements.map(({ ranks }) => ranks)).toEqual([[2, 4, 1, 3]]);
    expect(text(".number")).toBe("Card 2");
    expect(shownPlaces()).toEqual(["", "", "", ""]);
  });

  test("is made by keys: numbers, Backspace takes back, = shares a place, Shift and Enter hand in", () => {
    press("3", "1", "Backspace", "2", "=", "1", "Shift+Enter");
    expect(session.labeling.judgements[0]!.ranks).toEqual([2, 2, 1, 3]);
  });

  test("may leave answers unnamed: they share the last place", () => {
    press("4", "Shift+Enter");
    expect(session.labeling.judgements[0]!.ranks).toEqual([2, 2, 2, 1]);
  });

  test("that is empty cannot be handed in", () => {
    press("Shift+Enter");
    expect(session.labeling.judgements).toEqual([]);
  });
});

test("keys with Ctrl are the browser's, and keys of the list of sizes its own", () => {
  const ctrl = new KeyboardEvent("keydown", { key: "1", ctrlKey: true, bubbles: true, cancelable: true });
  cards.querySelector(".card")!.dispatchEvent(ctrl);
  const inList = new KeyboardEvent("keydown", { key: "2", bubbles: true, cancelable: true });
  cards.querySelector("select")!.dispatchEvent(inList);
  expect([ctrl.defaultPrevented, inList.defaultPrevented, shownPlaces()]).toEqual([false, false, ["", "", "", ""]]);
});

test("what is undone is there again, and what is skipped has no ranks", () => {
  const first = text(".prompt");
  press("1", "2", "3", "Shift+Enter", "s");
  expect([text(".last"), session.labeling.kept.dealt[1]!.ranks]).toEqual(["You skipped the last card.", []]);
  button("undo").click();
  press("u");
  expect([text(".prompt"), session.labeling.kept.dealt]).toEqual([first, []]);
  expect(button("undo").disabled).toBe(true);
});

test("all cards are put away by one press, and brought back by another", async () => {
  press("2", "1", "3", "Shift+Enter");
  const { dealt } = session.labeling.kept;
  button("again").click();
  expect([session.labeling.kept.dealt, text(".number"), button("again").disabled]).toEqual([[], "Card 1", true]);
  const back = () =>
    [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Bring them back");
  await vi.waitUntil(back);
  back()!.click();
  expect([session.labeling.kept.dealt, text(".number")]).toEqual([dealt, "Card 2"]);
});

test("tones are told after the vote, with what the learner had guessed of it", () => {
  const tones = /pirate|rude|hedging|terse|courteous|polite|plain/;
  expect(text(".card") + text(".last")).not.toMatch(tones);
  press("1", "2", "3", "Shift+Enter");
  expect(text(".last")).toMatch(/^Last card: \w+(?:, then \w+){3}\. The learner had guessed \d of its 6 pairs/);
});

describe("a pair", () => {
  beforeEach(() => {
    const select = cards.querySelector("select")!;
    select.value = "2";
    select.dispatchEvent(new Event("change"));
  });

  test.each([
    ["ArrowLeft", [1, 2]],
    ["ArrowRight", [2, 1]],
    ["2", [2, 1]],
    ["=", [1, 1]],
    ["b", [2, 2]],
    ["s", []],
  ])("is judged by %s at once", (key, ranks) => {
    press(key);
    expect(session.labeling.kept.dealt.map((judged) => judged.ranks)).toEqual([ranks]);
    expect(cards.querySelectorAll(".answers li")).toHaveLength(2);
  });

  test("is judged by one tap, and by its buttons", () => {
    tap(1);
    button("equal").click();
    button("bad").click();
    expect(session.labeling.judgements.map((judged) => judged.ranks)).toEqual([
      [2, 1],
      [1, 1],
      [2, 2],
    ]);
  });
});

test("everything is kept at once, and the focus stays with the card", () => {
  cards.querySelector<HTMLElement>(".card")!.focus();
  press("2", "1", "3", "Shift+Enter");
  expect(keptLabeling()!.dealt).toEqual(session.labeling.kept.dealt);
  expect(document.activeElement).toBe(cards.querySelector(".card"));
});

test("another tab's cards are taken over", () => {
  const before = session.labeling.kept;
  press("2", "1", "3", "Shift+Enter");
  const there = JSON.stringify(session.labeling.kept);
  session.change((labeling) => labeling.take(before));
  localStorage.setItem("mini-rlhf:labeling:cards", there);
  dispatchEvent(new StorageEvent("storage", { key: "mini-rlhf:labeling:cards", storageArea: localStorage }));
  expect(text(".number")).toBe("Card 2");
});

test("a list that is dragged into order is an order of all", () => {
  const list = cards.querySelector<HTMLElement>(".answers")!;
  list.setPointerCapture = () => {};
  const [first] = list.children;
  const handle = first!.querySelector(".rank-handle")!;
  const point = (type: string, y: number) =>
    handle.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientY: y, button: 0 }));
  const { top, bottom } = list.getBoundingClientRect();
  point("pointerdown", top + 5);
  for (let y = top; y < bottom + 60; y += 10) point("pointermove", y);
  point("pointerup", bottom + 60);
  press("Shift+Enter");
  expect(session.labeling.judgements[0]!.ranks).toEqual([4, 1, 2, 3]);
});
