import { beforeEach, expect, test } from "vitest";
import markup from "../../../../src/components/AskStages.astro?markup";
import { wakeStages } from "../../../../src/elements/page/wake-stages.ts";

const start = { stage: "untrained", text: "zif zif", verdict: "not an answer" };
const last = { stage: "PPO", text: "worms thanks", verdict: "right" };
const first = { question: "what does the owl eat ?", right: "worms", answers: [start, start, start, last] };
const stages = ["untrained", "has read", "SFT", "PPO"].map((name) => ({ name, under: "", note: name }));

let figure: HTMLElement;
const says = () => figure.querySelector(".says")!.textContent.trim();

beforeEach(() => {
  document.body.innerHTML = markup({
    ...{ asked: [first], stages, first, start, count: 1, texts: ["a"] },
    longestOf: ([line]: string[]) => line,
  });
  figure = document.querySelector("ask-stages")!;
  wakeStages(figure);
});

// The first of them, in which the element is not yet defined.
test("what was pressed and moved before the code came counts", async () => {
  expect(customElements.get("ask-stages")).toBeUndefined();
  figure.querySelector<HTMLInputElement>("input[type=range]")!.value = "3";
  figure.dispatchEvent(new PointerEvent("pointerover"));
  figure.querySelector<HTMLElement>(".switch")!.click();
  expect(figure.querySelector("select")!.hidden).toBe(false);
  await expect.poll(() => figure.querySelector("select")!.hidden).toBe(true);
  figure.querySelector<HTMLElement>(".switch")!.click();
  expect([figure.querySelector("select")!.hidden, says()]).toEqual([false, "worms thanks"]);
  expect(location.hash).toBe("#ask=what+does+the+owl+eat+%3F&stage=PPO");
});

test("later ones answer at once, and a button is pressed once", () => {
  figure.querySelector<HTMLElement>(".switch")!.click();
  expect(figure.querySelector("select")!.hidden).toBe(true);
});
