import type { Deck } from "mini-rlhf/labeler/deck";
import type { Judgement } from "mini-rlhf/labeler/judgement";
import { beforeEach, expect, test, vi } from "vitest";
import type { LabelerClass } from "../../../../src/elements/labeler/class-table.ts";
import type { LabelerSession } from "../../../../src/elements/labeler/labeler-session.ts";
import { smallDeck } from "../../../snippets/labeler/small-deck.ts";
import { ranked } from "../../../snippets/labeler/rankings.ts";

beforeEach(() => {
  // What the session of the page would fetch is none of this test.
  vi.spyOn(globalThis, "fetch").mockImplementation(() => new Promise(() => {}));
});

test("the class has the reader's rankings and the deck, and hears of every change", async () => {
  const { joinClass } = await import("../../../../src/elements/labeler/join-class.ts");
  const deck = smallDeck();
  const session = Object.assign(new EventTarget(), { deck, labeling: { judgements: ranked("you", [1, 2]) } });
  const given: { deck?: Deck; judgements?: readonly Judgement[] } = {};
  joinClass(given as LabelerClass, session as unknown as LabelerSession);
  expect(given).toEqual({ deck, judgements: session.labeling.judgements });
  session.labeling = { judgements: ranked("you", [1, 2], [2, 1]) };
  session.dispatchEvent(new Event("change"));
  expect(given.judgements).toBe(session.labeling.judgements);
});

test("where the page trains, it trains on everybody's rankings when it is asked to", async () => {
  await import("../../../../src/elements/labeler/join-class.ts");
  const heard: (readonly Judgement[])[] = [];
  const { LabelerTraining } = await import("../../../../src/elements/labeler/labeler-training.ts");
  vi.spyOn(LabelerTraining.prototype, "trainOn").mockImplementation((judgements) => void heard.push(judgements));
  document.body.append(document.createElement("labeler-training"));
  const judgements = ranked("Bo", [1, 2]);
  document.body.dispatchEvent(new CustomEvent("train-everybody", { bubbles: true, detail: { judgements } }));
  await expect.poll(() => heard).toEqual([judgements]);
});
