import { beforeEach, expect, test, vi } from "vitest";
import markup from "../../../../src/components/labeler/LabelerReport.astro?markup";
import { modelTitles } from "../../../../src/labeler/models.ts";
import { FakeTrainer } from "./fake-trainer.ts";

const fake = vi.hoisted((): { current: unknown } => ({ current: null }));
vi.mock("../../../../src/elements/labeler/trainer.ts", () => ({ trainer: () => fake.current }));
await import("../../../../src/elements/labeler/labeler-report.ts");

const says: Record<string, string> = {
  sft: "the owl eats worms <end>",
  crew: "dear friend the owl eats worms thanks <end>",
  yours: "arr the owl eats worms matey <end>",
};

beforeEach(() => {
  const trainer = new FakeTrainer();
  trainer.ask = vi.fn(async (prompts: string[], models: string[]) =>
    Object.fromEntries(models.map((name) => [name, prompts.map(() => says[name]!)])),
  );
  fake.current = trainer;
  document.body.innerHTML = markup({ modelTitles });
});

const row = (name: string) =>
  [...document.querySelectorAll("labeler-report tbody tr")]
    .map((one) => [...one.children].map(({ textContent }) => textContent))
    .find(([head]) => head === name)!
    .slice(1);

test("after a training all three models are measured on the same prompts", async () => {
  expect(document.querySelector("labeler-report")!.hasAttribute("data-measured")).toBe(false);
  document.dispatchEvent(new Event("policy-trained"));
  await vi.waitUntil(() => document.querySelectorAll("labeler-report tbody tr").length > 0);
  expect(row("pirate")).toEqual(["0\u00a0%", "0\u00a0%", "100\u00a0%"]);
  expect(row("courteous")).toEqual(["0\u00a0%", "100\u00a0%", "0\u00a0%"]);
  expect(row("words per answer")).toEqual(["4.0", "7.0", "6.0"]);
  expect(document.querySelector(".gained")!.textContent).toBe("arr, matey");
  expect(document.querySelector(".lost")!.textContent).toBe("none");
});
