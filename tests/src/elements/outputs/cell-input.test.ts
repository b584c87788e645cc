import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { CellInput, InputChange } from "../../../../src/elements/outputs/cell-input.ts";
import "../../../../src/elements/outputs/cell-input.ts";
import type { InputSpec } from "../../../../src/notebook/output/input-spec.ts";
import type { InputValue } from "../../../../src/notebook/output/output.ts";
import { renderOutput } from "../../../../src/notebook/output/render.ts";

let said: InputChange[];

beforeEach(() => {
  said = [];
});

/** What the cell hears: the values, one after the other. */
const values = () => said.map(({ value }) => value);

function place(input: InputSpec, value: InputValue = input.initial): CellInput {
  document.body.innerHTML = `<div id="cell">${renderOutput({ kind: "input", input, value })}</div>`;
  document.querySelector("#cell")!.addEventListener("cell-input", (event) => {
    said.push((event as CustomEvent<InputChange>).detail);
  });
  return document.querySelector<CellInput>("cell-input")!;
}

const reset = () => page.getByRole("button", { name: "Reset" });
const slider: InputSpec = { type: "slider", key: "k", label: "Rate", min: 0, max: 10, step: 1, initial: 4, unit: "%" };
const select: InputSpec = { type: "select", key: "k", label: "Model", options: ["small", "large"], initial: "small" };
const text = { type: "text" as const, key: "k", label: "Prompt", initial: "the fox", rows: 1 } satisfies InputSpec;
const seed: InputSpec = { type: "seed", key: "k", label: "Seed", initial: 1 };

describe("a slider", () => {
  const control = () => page.getByRole("slider", { name: "Rate" });

  test("says every step, and its value with the unit", async () => {
    place(slider);
    await expect.element(control()).toBeEnabled();
    (control().element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    // As it moves, and when it stands.
    expect([...new Set(values())]).toEqual([5, 6]);
    expect(document.querySelector("output")!.textContent).toBe("6 %");
    expect(control().element().getAttribute("aria-valuetext")).toBe("6 %");
  });

  test("goes back, with the focus on it, and says that nothing is to be kept", async () => {
    place(slider, 9);
    await userEvent.click(reset());
    expect(said).toEqual([{ key: "k", value: 4, isInitial: true, isAnswer: false }]);
    expect(document.activeElement).toBe(control().element());
    await expect.element(reset()).not.toBeInTheDocument();
  });

  test("follows what is set elsewhere without saying it again", () => {
    const input = place(slider);
    input.follow({ k: 8 });
    expect(document.querySelector("input")!.value).toBe("8");
    input.follow({});
    expect(document.querySelector("input")!.value).toBe("4");
    expect(said).toEqual([]);
  });
});

describe("a choice", () => {
  test("counts at once", async () => {
    place(select);
    await userEvent.selectOptions(page.getByRole("combobox", { name: "Model" }), "large");
    expect(said).toEqual([{ key: "k", value: "large", isInitial: false, isAnswer: false }]);
  });

  test("follows a redraw", () => {
    const input = place(select);
    document.querySelectorAll("option")[1]!.setAttribute("selected", "");
    document.querySelectorAll("option")[0]!.removeAttribute("selected");
    input.refresh();
    expect(document.querySelector("select")!.value).toBe("large");
  });
});

describe("a text", () => {
  const field = () => page.getByRole("textbox", { name: "Prompt" });

  test("counts when Enter is pressed or it is left, once", async () => {
    place(text);
    await userEvent.fill(field(), "a bear");
    expect(values()).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await userEvent.keyboard("{Tab}");
    expect(values()).toEqual(["a bear"]);
  });

  test("may be empty", async () => {
    place(text);
    await userEvent.clear(field());
    await userEvent.keyboard("{Tab}");
    expect(values()).toEqual([""]);
  });

  test("keeps what is being typed, whatever is set elsewhere or drawn anew", async () => {
    const input = place(text);
    await userEvent.fill(field(), "half a wo");
    input.follow({ k: "other" });
    document.querySelector("input")!.setAttribute("value", "redrawn");
    input.refresh();
    await expect.element(field()).toHaveValue("half a wo");
    (document.activeElement as HTMLElement).blur();
    input.follow({ k: "other" });
    await expect.element(field()).toHaveValue("other");
  });

  test("of several lines takes Enter as a line", async () => {
    place({ ...text, rows: 3 });
    await userEvent.fill(field(), "one");
    await userEvent.keyboard("{Enter}two{Tab}");
    expect(values()).toEqual(["one\ntwo"]);
  });
});

describe("a seed", () => {
  const field = () => page.getByRole("spinbutton", { name: "Seed" });

  test.each(["", "0", "2.5", "-3", "99999999999"])("%j is none: nothing is said", async (given) => {
    place(seed);
    await userEvent.fill(field(), given);
    await userEvent.keyboard("{Tab}");
    expect(values()).toEqual([]);
  });

  test("is drawn by dice, within its bounds", async () => {
    place(seed);
    for (let time = 0; time < 5; time++) await userEvent.click(page.getByRole("button", { name: "Another seed" }));
    expect(said).toHaveLength(5);
    for (const { value } of said) expect(Number(value)).toBeGreaterThanOrEqual(1);
    for (const { value } of said) expect(Number(value)).toBeLessThanOrEqual(9999);
    await expect.element(field()).toHaveValue(Number(said.at(-1)!.value));
  });
});

describe("a ranking", () => {
  const ranking = {
    ...{ type: "ranking" as const, key: "k", label: "Which is better?", answers: ["fox", "bear", "owl"] },
    ...{ initial: [0, 1, 2], asks: false, awaits: false },
  };
  const spec = (more: object = {}): InputSpec => ({ ...ranking, ...more });

  test("says its order, and goes back to the first one", async () => {
    place(spec());
    await userEvent.click(page.getByRole("button", { name: "Worse: fox" }));
    expect(values()).toEqual([[1, 0, 2]]);
    await userEvent.click(reset());
    expect(values().at(-1)).toEqual([0, 1, 2]);
    expect(said.at(-1)!.isInitial).toBe(true);
  });

  test("that its cell waits for counts when the reader says so, also as it was", async () => {
    place(spec({ asks: true, awaits: true }));
    await userEvent.click(page.getByRole("button", { name: "Worse: fox" }));
    await userEvent.click(page.getByRole("button", { name: "Better: fox" }));
    expect(said).toEqual([]);
    await userEvent.click(page.getByRole("button", { name: "Done" }));
    expect(said).toEqual([{ key: "k", value: [0, 1, 2], isInitial: false, isAnswer: true }]);
    expect(document.activeElement?.localName).toBe("li");
  });

  test("is not sorted by an order of another length", () => {
    const input = place(spec());
    input.follow({ k: [1, 0] });
    expect([...document.querySelectorAll(".rank-text")].map((one) => one.textContent)).toEqual(ranking.answers);
  });
});

test("what the cell has kept stands there from the beginning", () => {
  class Cell extends HTMLElement {
    inputs = { k: 7 };
  }
  customElements.define("code-cell", Cell);
  document.body.innerHTML = `<code-cell>${renderOutput({ kind: "input", input: slider, value: 4 })}</code-cell>`;
  expect(document.querySelector("input")!.value).toBe("7");
  expect(document.querySelector("cell-input")!.hasAttribute("data-changed")).toBe(true);
});

test("one that is taken away and put back speaks once", async () => {
  const input = place(select);
  const cell = input.parentElement!;
  input.remove();
  cell.append(input);
  await userEvent.selectOptions(page.getByRole("combobox"), "large");
  expect(said).toHaveLength(1);
});
