import { beforeEach, expect, test, vi } from "vitest";
import "../../../../src/elements/labeler/labeler-agreement.ts";
import { freshSession, markupOf, rankAsPirate } from "./labeler-parts.ts";

beforeEach(async () => {
  await freshSession();
  document.body.innerHTML = await markupOf("agreement");
});

const cells = (name: string) =>
  [...document.querySelectorAll(`[data-with="${name}"] td`)].map(({ textContent }) => textContent);

test("who always ranks alike agrees with themselves on all pairs that came twice, and less with others", async () => {
  await rankAsPirate(12);
  await vi.waitUntil(() => cells("yourself")[0] !== "–");
  expect(cells("yourself")).toEqual(["100\u00a0%", "34\u00a0% to 100\u00a0%", "12 of 12 pairs"]);
  for (const name of ["the crew’s labelers", "the crew’s reward model", "gold"]) {
    expect(cells(name)[1]).toMatch(/^\d+\u00a0% to \d+\u00a0%$/);
    expect(parseInt(cells(name)[0]!)).toBeLessThan(80);
  }
});

test("before a card came twice there is nothing to compare with oneself", async () => {
  await rankAsPirate(2);
  await vi.waitUntil(() => cells("gold")[0] !== "–");
  expect(cells("yourself")).toEqual(["–", "", "no card has come twice yet"]);
});
