import { expect, test, vi } from "vitest";
import { titleNotice } from "../../../../src/elements/run/title-notice.ts";

const see = (state: DocumentVisibilityState) => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
};

test("the newest word stands before the title, until somebody looks", () => {
  document.title = "GPT";
  see("hidden");
  titleNotice("✓ Done");
  titleNotice("✕ Failed");
  expect(document.title).toBe("✕ Failed · GPT");
  see("visible");
  see("visible");
  expect(document.title).toBe("GPT");
});

test("who looks needs none", () => {
  document.title = "GPT";
  see("visible");
  titleNotice("✓ Done");
  expect(document.title).toBe("GPT");
});
