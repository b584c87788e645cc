import { beforeEach, expect, test, vi } from "vitest";
import "../../../../src/elements/labeler/labeler-reward.ts";
import { freshSession, markupOf, rankAsPirate } from "./labeler-parts.ts";

beforeEach(async () => {
  await freshSession();
  document.body.innerHTML = await markupOf("reward");
  await vi.waitUntil(() => document.querySelectorAll("labeler-reward tbody tr").length > 0);
});

const rows = () =>
  [...document.querySelectorAll("labeler-reward tbody tr")].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
const number = (text: string) => Number(text.replace("−", "-"));

test("without a card there is no part of the reader's in it", () => {
  for (const [, , within, yours, because, total] of rows()) expect([yours, because, total]).toEqual(["0", "", within]);
});

test("the parts add up, and the reader's own part likes a pirate's answer best", async () => {
  await rankAsPirate(12);
  for (const [, , within, yours, , total] of rows())
    expect(number(within!) + number(yours!)).toBeCloseTo(number(total!), 1);
  const parts = rows().map(([answer, , , yours, because]) => ({ answer, yours: number(yours!), because }));
  const [best] = parts.sort((a, b) => b.yours - a.yours);
  expect(best!.answer).toMatch(/\b(?:arr|matey)\b/);
  expect(best!.because).toContain("pirate talk +");
});

test("another prompt has other answers", () => {
  const before = rows().map(([answer]) => answer);
  const select = document.querySelector<HTMLSelectElement>("labeler-reward select")!;
  select.selectedIndex = 5;
  select.dispatchEvent(new Event("change"));
  expect(rows().map(([answer]) => answer)).not.toEqual(before);
});
