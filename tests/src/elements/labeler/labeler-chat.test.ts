import { beforeEach, expect, test, vi } from "vitest";
import markup from "../../../../src/components/labeler/LabelerChat.astro?markup";
import { modelTitles } from "../../../../src/labeler/models.ts";
import { FakeTrainer } from "./fake-trainer.ts";

const fake = vi.hoisted((): { current: unknown } => ({ current: null }));
vi.mock("../../../../src/elements/labeler/trainer.ts", () => ({ trainer: () => fake.current }));
await import("../../../../src/elements/labeler/labeler-chat.ts");

let trainer: FakeTrainer;

beforeEach(() => {
  trainer = new FakeTrainer();
  fake.current = trainer;
  document.body.innerHTML = markup({ offered: ["what does the owl eat?"], modelTitles });
});

const state = () => document.querySelector(".state")!.textContent;
const rows = () =>
  [...document.querySelectorAll("tbody tr")].map((row) => [...row.children].map(({ textContent }) => textContent));

function ask(question: string): void {
  document.querySelector("input")!.value = question;
  document.querySelector("form")!.requestSubmit();
}

test("an offered question is answered by the models that there are", async () => {
  document.querySelector<HTMLButtonElement>("[data-question]")!.click();
  await vi.waitUntil(() => rows().length > 0);
  expect(rows()[0]).toEqual(["what does the owl eat?", "the owl eats sft 0", "the owl eats crew 0", "–"]);
  expect(state()).toContain("Yours is missing");
});

test("with a model of one's own all three answer, the newest question on top", async () => {
  trainer.hasModel = true;
  ask("where does the fox live?");
  await vi.waitUntil(() => rows().length === 1);
  ask("what does the hen say?");
  await vi.waitUntil(() => rows().length === 2);
  expect(rows().map(([question]) => question)).toEqual(["what does the hen say?", "where does the fox live?"]);
  expect(rows()[0]![3]).toBe("the owl eats yours 0");
  expect(state()).toBe("");
});

test("nothing and unknown words are answered in words, without a model", () => {
  ask(" ");
  expect(state()).toContain("Type a question first");
  ask("who is the president?");
  expect(state()).toContain("“president”");
  expect(trainer.ask).not.toHaveBeenCalled();
});
