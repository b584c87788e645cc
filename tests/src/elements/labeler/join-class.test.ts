import { expect, test, vi } from "vitest";
import type { LabelerClass } from "../../../../src/elements/labeler/class-table.ts";
import { freshSession, rankAsPirate } from "./labeler-parts.ts";

test("the class has the deck, and the reader's cards as they are judged", async () => {
  const session = await freshSession();
  const part = document.createElement("labeler-class") as LabelerClass;
  const told: number[] = [];
  Object.defineProperty(part, "judgements", { set: (mine: unknown[]) => told.push(mine.length) });
  document.body.append(part);
  await rankAsPirate(1);
  vi.spyOn(customElements, "define").mockImplementation(() => {});
  await import("../../../../src/elements/labeler/join-class.ts");
  await vi.waitUntil(() => told.length > 0);
  await rankAsPirate(1);
  expect(told).toEqual([1, 2]);
  expect(part.deck).toBe(session.deck);
});
