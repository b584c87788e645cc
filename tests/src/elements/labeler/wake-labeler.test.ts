import { expect, test, vi } from "vitest";
import { freshSession, markupOf } from "./labeler-parts.ts";

test("a part's script comes when it is nearly in sight", async () => {
  await freshSession();
  const far = `<div style="height: 300vh"></div>`;
  document.body.innerHTML = `${far}${await markupOf("taste")}`;
  await import("../../../../src/elements/labeler/wake-labeler.ts");
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(customElements.get("labeler-taste")).toBeUndefined();
  document.querySelector("labeler-taste")!.scrollIntoView();
  await vi.waitUntil(() => customElements.get("labeler-taste"));
  await vi.waitUntil(() => document.querySelectorAll("labeler-taste tbody tr").length > 0);
});
