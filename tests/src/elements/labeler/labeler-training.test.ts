import { beforeEach, expect, test, vi } from "vitest";
import markup from "../../../../src/components/labeler/LabelerTraining.astro?markup";
import { keepTraining } from "../../../../src/labeler/kept-training.ts";
import { FakeTrainer, roundOf } from "./fake-trainer.ts";
import { freshSession, rankAsPirate } from "./labeler-parts.ts";

const fake = vi.hoisted((): { current: unknown } => ({ current: null }));
vi.mock("../../../../src/elements/labeler/trainer.ts", () => ({ trainer: () => fake.current }));
await import("../../../../src/elements/labeler/labeler-training.ts");

let trainer: FakeTrainer;

beforeEach(async () => {
  indexedDB.deleteDatabase("mini-rlhf-labeler");
  trainer = new FakeTrainer();
  fake.current = trainer;
  await freshSession();
});

async function place(): Promise<void> {
  document.body.innerHTML = markup({});
  await vi.waitUntil(() => text(".doubts") !== "");
}

const part = () => document.querySelector("labeler-training")!;
const text = (selector: string) => part().querySelector(selector)!.textContent.trim();
const button = (act: string) => part().querySelector<HTMLButtonElement>(`[data-act="${act}"]`)!;
const shownButtons = () =>
  [...part().querySelectorAll<HTMLElement>("[data-act]")].flatMap((one) => (one.hidden ? [] : [one.dataset.act]));

test("there is nothing to train on before three cards", async () => {
  await place();
  expect([button("train").disabled, text(".doubts")]).toEqual([
    true,
    "Rank 3 cards at least: there is nothing to learn from yet.",
  ]);
  await rankAsPirate(3);
  expect([button("train").disabled, button("train").textContent]).toEqual([false, "Train on 3 cards"]);
});

test("a training is watched: what it says, at which round it is, and what can be done with it", async () => {
  await place();
  await rankAsPirate(4);
  button("train").click();
  expect(shownButtons()).toEqual(["stop"]);
  expect(trainer.order).toMatchObject({ kind: "train", rounds: 30, seed: 1 });
  for (const step of [1, 2]) trainer.round(step);
  await vi.waitUntil(() => part().querySelectorAll(".says tbody tr").length === 3);
  expect(text(".state")).toBe("Round 2 of 30");
  const cells = [...part().querySelectorAll(".says tbody tr:first-child > *")].map(({ textContent }) => textContent);
  expect(cells).toEqual(["what does the owl eat?", "a 1", "a 2"]);
  expect(part().querySelectorAll(".chart-place svg")).toHaveLength(2);
  button("stop").click();
  expect(trainer.stop).toHaveBeenCalledOnce();
  trainer.end({ rounds: 2, isStopped: true, seconds: 3 });
  await vi.waitUntil(() => text(".state") === "Stopped after round 2.");
  expect(shownButtons()).toEqual(["train", "go on", "keep"]);
  button("go on").click();
  expect(trainer.order).toEqual({ kind: "go on", rounds: 30 });
});

test("when it is done it can go on for too long, and be kept", async () => {
  await place();
  await rankAsPirate(4);
  const trained = vi.fn();
  document.addEventListener("policy-trained", trained, { once: true });
  button("train").click();
  for (let step = 1; step <= 30; step++) trainer.round(step);
  trainer.end({ rounds: 30, isStopped: false, seconds: 12.3 });
  await vi.waitUntil(() => text(".state") === "30 rounds, done after 12 s.");
  expect(trained).toHaveBeenCalledOnce();
  expect(shownButtons()).toEqual(["train", "too long", "keep"]);
  button("keep").click();
  await vi.waitUntil(() => text(".state").startsWith("Kept as “ppo-my-taste”"));
  button("too long").click();
  expect(trainer.order).toEqual({ kind: "go on", rounds: 120 });
});

test("what a reload cut off is there again and can go on", async () => {
  const { taste } = await freshSession();
  const kept = { taste, seed: 1, whole: null, wanted: 30, rounds: [roundOf(1), roundOf(2)] };
  expect(await keepTraining(kept, new Uint8Array([1]))).toBe(true);
  await place();
  await vi.waitUntil(() => text(".state") !== "");
  expect(text(".state")).toBe("This training was ended after round 2 of 30.");
  expect(shownButtons()).toEqual(["train", "go on", "keep"]);
});

test("a training that fails says why, and can be begun again", async () => {
  await place();
  await rankAsPirate(3);
  button("train").click();
  trainer.fail(new Error("no memory"));
  await vi.waitUntil(() => document.body.textContent.includes("no memory"));
  expect(shownButtons()).toEqual(["train"]);
});

test("a class asks for a training on the rankings of all its people", async () => {
  await place();
  await rankAsPirate(3);
  const session = await freshSession();
  await rankAsPirate(2);
  const judgements = session.labeling.judgements.map((judgement) => ({ ...judgement, who: "Bo" }));
  session.change((labeling) => labeling.startAgain());
  part().dispatchEvent(new CustomEvent("train-everybody", { bubbles: true, detail: { judgements } }));
  expect(trainer.order).toMatchObject({ kind: "train", rounds: 30, taste: session.tasteOf(judgements) });
  expect(session.taste).not.toEqual(session.tasteOf(judgements));
  trainer.end({ rounds: 30, isStopped: false, seconds: 9 });
  await vi.waitUntil(() => text(".state") === "30 rounds, done after 9 s.");
});

test("the whole reward model can be tuned instead, on the cards themselves", async () => {
  await place();
  await rankAsPirate(3);
  part().querySelector("select")!.value = "whole";
  button("train").click();
  const { whole } = trainer.order as { whole: { ranked: string[] }[] };
  expect(whole.map(({ ranked }) => ranked.length)).toEqual([4, 4, 4]);
});

test("where the browser keeps nothing, the end says so", async () => {
  await place();
  await rankAsPirate(3);
  button("train").click();
  trainer.round(1);
  trainer.end({ rounds: 1, isStopped: true, seconds: 1 }, false);
  await vi.waitUntil(() => text(".state").startsWith("Stopped after round 1."));
  expect(text(".state")).toContain("it is gone at a reload");
});
