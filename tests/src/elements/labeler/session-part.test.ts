import { expect, test, vi } from "vitest";
import type { LabelerSession } from "../../../../src/elements/labeler/labeler-session.ts";
import { SessionPart } from "../../../../src/elements/labeler/session-part.ts";
import { freshSession, rankAsPirate } from "./labeler-parts.ts";

const told: string[] = [];

class Told extends SessionPart {
  protected override begin(): void {
    told.push("begin");
  }

  protected override show({ labeling }: LabelerSession): void {
    told.push(`${labeling.judgements.length} cards`);
  }
}

customElements.define("told-part", Told);

test("a part begins once, shows what there is, and again after each card, wherever it is moved", async () => {
  await freshSession();
  const part = document.createElement("told-part");
  document.body.append(part);
  await vi.waitUntil(() => told.length >= 2);
  document.body.prepend(part);
  await rankAsPirate(1);
  expect([...new Set(told)]).toEqual(["begin", "0 cards", "1 cards"]);
  expect(told.filter((one) => one !== "0 cards")).toEqual(["begin", "1 cards"]);
});
