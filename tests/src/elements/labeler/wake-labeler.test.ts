import { expect, test, vi } from "vitest";
import chat from "../../../../src/components/labeler/LabelerChat.astro?markup";
import { modelTitles } from "../../../../src/labeler/models.ts";
import { freshSession, markupOf } from "./labeler-parts.ts";

test("a part's script comes when it is nearly in sight, and what was pressed before is not lost", async () => {
  await freshSession();
  const far = `<div style="height: 300vh"></div>`;
  const asked = chat({ offered: ["who is the president?"], modelTitles });
  document.body.innerHTML = `${far}${await markupOf("taste")}${asked}`;
  await import("../../../../src/elements/labeler/wake-labeler.ts");
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect([customElements.get("labeler-taste"), customElements.get("labeler-chat")]).toEqual([undefined, undefined]);
  document.querySelector<HTMLButtonElement>("[data-question]")!.click();
  document.querySelector("labeler-taste")!.scrollIntoView();
  await vi.waitUntil(() => document.querySelectorAll("labeler-taste tbody tr").length > 0);
  await vi.waitUntil(() => document.querySelector("labeler-chat .state")!.textContent.includes("“president”"));
});
