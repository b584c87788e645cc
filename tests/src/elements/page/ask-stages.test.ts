import { beforeEach, describe, expect, test } from "vitest";
import markup from "../../../../src/components/AskStages.astro?markup";
import type { AskStages } from "../../../../src/elements/page/ask-stages.ts";
import "../../../../src/elements/page/ask-stages.ts";

const names = ["untrained", "has read", "SFT", "PPO"];
const asked = ["owl", "hen"].map((animal) => ({
  question: `what does the ${animal} eat ?`,
  right: `the ${animal} eats X`,
  answers: names.map((stage, index) => ({
    stage,
    text: `${animal} by ${stage}`,
    verdict: ["not an answer", "not an answer", "wrong", "right"][index]!,
  })),
}));
const stages = names.map((name) => ({ name, under: "", note: `note of ${name}` }));

let figure: AskStages;

function place(hash = ""): void {
  history.replaceState(null, "", location.pathname + location.search + hash);
  document.body.innerHTML = markup({
    asked,
    stages,
    first: asked[0],
    start: asked[0]!.answers[0],
    longestOf: ([line]: string[]) => line,
    texts: ["a longest answer"],
    count: 1,
  });
  figure = document.querySelector("ask-stages")!;
}

const text = (selector: string) => figure.querySelector(selector)!.textContent.trim();

function slide(stage: number): void {
  figure.slider.value = String(stage);
  figure.slider.dispatchEvent(new Event("input", { bubbles: true }));
  figure.slider.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => place());

describe("the slider", () => {
  test("begins at the untrained model's answer to the first question", () => {
    expect([text(".says"), text(".verdict"), text(".right")]).toEqual([
      "owl by untrained",
      "– not an answer",
      "the owl eats X",
    ]);
  });

  test("shows each stage's answer, what it is worth in words, and says which stage it is", () => {
    slide(2);
    expect([text(".says"), text(".verdict"), figure.dataset.verdict]).toEqual(["owl by SFT", "✗ wrong", "wrong"]);
    slide(3);
    expect([text(".says"), text(".verdict")]).toEqual(["owl by PPO", "✓ right"]);
    expect(figure.slider.getAttribute("aria-valuetext")).toBe("PPO");
    expect(text(".stage-names [data-chosen]")).toBe("PPO");
    expect(text(".stage-note:not([hidden])")).toBe("note of PPO");
  });

  test("moves to a name that is pointed at", () => {
    figure.querySelectorAll<HTMLElement>(".stage-names li")[1]!.click();
    expect([figure.slider.value, text(".says")]).toEqual(["1", "owl by has read"]);
  });
});

test("another question is answered by the same stage, and Start again is the beginning", () => {
  slide(3);
  figure.select.selectedIndex = 1;
  figure.select.dispatchEvent(new Event("change", { bubbles: true }));
  expect([text(".says"), text(".right")]).toEqual(["hen by PPO", "the hen eats X"]);
  expect(location.hash).toBe("#ask=what+does+the+hen+eat+%3F&stage=PPO");
  figure.querySelector<HTMLElement>(".again")!.click();
  expect([text(".says"), location.hash, figure.slider.value]).toEqual(["owl by untrained", "", "0"]);
  expect(figure.querySelector<HTMLElement>(".again")!.hidden).toBe(true);
});

test("a link brings the question and the stage", () => {
  place("#ask=what+does+the+hen+eat+%3F&stage=SFT");
  expect(text(".says")).toBe("hen by SFT");
});

test("a link with another question waits for Ask", () => {
  place("#ask=what+does+the+fox+eat+%3F&stage=SFT");
  expect([figure.own.hidden, figure.own.value, figure.dataset.says]).toEqual([
    false,
    "what does the fox eat ?",
    "words",
  ]);
});

test("one's own: what cannot be asked is said in place of the answer, until something else is typed", async () => {
  if (!customElements.get("code-cell")) customElements.define("code-cell", class extends HTMLElement {});
  figure.querySelector<HTMLElement>(".switch")!.click();
  expect([figure.select.hidden, figure.own.hidden, document.activeElement]).toEqual([true, false, figure.own]);
  figure.own.value = "where is the unicorn?";
  figure.form.requestSubmit();
  expect(text(".says")).toBe("thinking");
  await expect.poll(() => text(".says")).toContain("“unicorn”");
  expect([text(".verdict"), text(".right")]).toEqual(["", ""]);
  figure.own.dispatchEvent(new Event("input", { bubbles: true }));
  expect(text(".says")).toBe("Type a question and press Ask.");
  figure.querySelector<HTMLElement>(".switch")!.click();
  expect([text(".says"), figure.select.hidden]).toEqual(["owl by untrained", false]);
});
