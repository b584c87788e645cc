import { beforeEach, expect, test, vi } from "vitest";
import "../../../../src/elements/labeler/labeler-taste.ts";
import { freshSession, markupOf, rankAsPirate } from "./labeler-parts.ts";

beforeEach(async () => {
  await freshSession();
  document.body.innerHTML = await markupOf("taste");
  await vi.waitUntil(() => document.querySelectorAll("labeler-taste tbody tr").length > 0);
});

const part = () => document.querySelector<HTMLElement>("labeler-taste")!;
const row = (name: string) => [...part().querySelectorAll("tbody tr")].find((one) => one.textContent.includes(name))!;

test("before any card nothing is said of a taste", () => {
  expect(part().hasAttribute("data-empty")).toBe(true);
  expect(part().querySelector(".count")!.textContent).toBe("0 of 12 cards");
});

test("twelve cards by somebody who loves pirates say so, with an interval beyond nothing", async () => {
  await rankAsPirate(12);
  expect(part().querySelector("progress")!.value).toBe(12);
  expect(part().querySelector("tbody tr th")!.textContent).toBe("pirate talk");
  expect(row("pirate talk").querySelector(".verdict")!.textContent).toBe("you like");
  const bar = row("pirate talk").querySelector<HTMLElement>(".bar")!.style;
  const [low, weight, high] = ["--low", "--weight", "--high"].map((name) => parseFloat(bar.getPropertyValue(name)));
  expect(50 < low! && low! < weight! && weight! < high! && high! <= 100).toBe(true);
  expect(part().querySelector(".progress-words")!.textContent).toContain("you like pirate talk");
  expect(part().querySelector(".foretold")!.textContent).toContain("4 cards foretold 83\u00a0%");
});
