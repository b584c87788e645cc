import { beforeEach, expect, test, vi } from "vitest";
import markup from "../../../../src/components/labeler/LabelerBlind.astro?markup";
import { FakeTrainer } from "./fake-trainer.ts";

const fake = vi.hoisted((): { current: unknown } => ({ current: null }));
vi.mock("../../../../src/elements/labeler/trainer.ts", () => ({ trainer: () => fake.current }));
await import("../../../../src/elements/labeler/labeler-blind.ts");

let trainer: FakeTrainer;

beforeEach(() => {
  trainer = new FakeTrainer();
  fake.current = trainer;
  document.body.innerHTML = markup({});
});

const part = () => document.querySelector("labeler-blind")!;
const state = () => part().querySelector(".state")!.textContent;
const choices = () => [...part().querySelectorAll<HTMLButtonElement>(".two button")];
const isAsking = () => part().hasAttribute("data-asking");

async function begin(question: string): Promise<void> {
  part().querySelector<HTMLButtonElement>(`[data-begin="${question}"]`)!.click();
  await vi.waitUntil(isAsking);
}

/** Takes the own one in so many of the pairs, the other in the rest. */
function choose(own: number): void {
  for (let i = 0; isAsking(); i++) {
    const place = choices().findIndex(({ textContent }) => textContent.includes("yours") === i < own);
    choices()[place]!.click();
  }
}

test("who finds their own in nine of ten is told so with an interval, and nothing before the end", async () => {
  await begin("which is yours");
  expect(state()).toBe("1 of 10");
  expect(part().querySelector(".which")!.textContent).toBe("Which one is your model’s?");
  choose(9);
  expect(state()).toBe(
    "You found your own 9 times of 10 (90\u00a0%, 95 % interval 60\u00a0% to 98\u00a0%; a coin has 50 %).",
  );
});

test("a friend chooses the better one, against PPO on the crew's taste, by keys", async () => {
  part().querySelector("select")!.value = "crew";
  await begin("which is better");
  expect(trainer.ask.mock.lastCall![1]).toEqual(["yours", "crew"]);
  const press = (key: string) =>
    part()
      .querySelector(".pair")!
      .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (isAsking()) press("s");
  expect(state()).toBe("You passed all of them.");
  await begin("which is better");
  while (isAsking()) press("ArrowLeft");
  expect(state()).toMatch(/^Your model’s answer was preferred \d+ times of 10/);
});

test("models that answer alike cannot be told apart", async () => {
  trainer.ask = vi.fn(async (prompts: string[], models: string[]) =>
    Object.fromEntries(models.map((name) => [name, prompts.map(() => "the same <end>")])),
  );
  part().querySelector<HTMLButtonElement>("[data-begin]")!.click();
  await vi.waitUntil(() => state().includes("same answers"));
  expect(isAsking()).toBe(false);
});

test("without a model of one's own it says what to do", async () => {
  trainer.ask = vi.fn(async () => {
    throw new Error("There is no model of yours yet: rank some cards, then press Train.");
  });
  part().querySelector<HTMLButtonElement>("[data-begin]")!.click();
  await vi.waitUntil(() => document.body.textContent.includes("no model of yours yet"));
  expect(isAsking()).toBe(false);
});
