import { beforeEach, expect, test, vi } from "vitest";
import type { LabelerSession } from "../../../../src/elements/labeler/labeler-session.ts";
import { anew } from "../anew.ts";
import { freshSession } from "./labeler-parts.ts";

let session: LabelerSession;

beforeEach(async () => {
  session = await freshSession();
});

test("a change is kept, and said to all parts of the page", () => {
  const heard = vi.fn();
  session.addEventListener("change", heard);
  session.change((labeling) => labeling.judge([1, 2, 3, 4]));
  expect(heard).toHaveBeenCalledOnce();
  expect(JSON.parse(localStorage.getItem("mini-rlhf:labeling:cards")!)).toEqual(session.labeling.kept);
});

test("cards of another edition's deck do not count for the taste", () => {
  const { taste } = session;
  const foreign = {
    id: "card 1",
    prompt: "ask: what is this ?",
    answers: ["a", "b"],
    who: "you",
    time: "",
    seconds: 1,
  };
  expect(session.tasteOf([{ ...foreign, ranks: [1, 2] }])).toEqual(taste);
});

test("what was kept and cannot be read is set aside, and labelling begins anew", async () => {
  localStorage.setItem("mini-rlhf:labeling:cards", '{"seed": 1, "dealt": "none"}');
  const page =
    await anew<typeof import("../../../../src/elements/labeler/labeler-session.ts")>("labeler/labeler-session.ts");
  const other = await page.labelerSession();
  expect(other.labeling.judgements).toEqual([]);
  expect(localStorage.getItem("mini-rlhf:broken:labeling:cards")).toContain('"none"');
});

test("cards that do not come are said to be missing, and asked for again", async () => {
  const page =
    await anew<typeof import("../../../../src/elements/labeler/labeler-session.ts")>("labeler/labeler-session.ts");
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response("", { status: 404 }));
  await expect(page.labelerSession()).rejects.toThrow("The cards did not come (404).");
  await expect(page.labelerSession()).resolves.toBeTruthy();
});
