import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { RankingControl } from "../../../../src/elements/outputs/ranking-control.ts";
import "../../../../src/styles/inputs.css";
import { renderOutput } from "../../../../src/notebook/output/render.ts";

const answers = ["fox", "bear", "owl"];
const changed = vi.fn();
let control: RankingControl;

beforeEach(() => {
  changed.mockReset();
  const input = { type: "ranking" as const, key: "k", label: "Which?", answers, initial: [0, 1, 2] };
  document.body.innerHTML = renderOutput({
    ...{ kind: "input", value: [0, 1, 2], input: { ...input, asks: false, awaits: false } },
  });
  for (const button of document.querySelectorAll("button")) button.disabled = false;
  control = new RankingControl(document.body, document.querySelector("ol")!, changed);
  control.refresh();
});

const item = (text: string) => page.getByRole("listitem").filter({ hasText: text });
const said = () => document.querySelector("[role=status]")!.textContent;

describe("by keys", () => {
  test("an answer moves up and down, is told its place, and keeps the focus", async () => {
    (item("fox").element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect([control.order, said()]).toEqual([[1, 0, 2], "fox: place 2 of 3"]);
    await userEvent.keyboard("{ArrowDown}");
    expect([control.order, said()]).toEqual([[1, 2, 0], "fox: place 3 of 3"]);
    expect(document.activeElement).toBe(item("fox").element());
    await userEvent.keyboard("{ArrowUp}");
    expect(control.order).toEqual([1, 0, 2]);
    expect(changed).toHaveBeenCalledTimes(3);
  });

  test("beyond the end nothing changes", async () => {
    (item("fox").element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowUp}");
    expect(control.order).toEqual([0, 1, 2]);
    expect(changed).not.toHaveBeenCalled();
  });
});

describe("by buttons", () => {
  test("at the list's end the focus goes to the button that is still of use", async () => {
    await userEvent.click(page.getByRole("button", { name: "Better: bear" }));
    expect(control.order).toEqual([1, 0, 2]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Worse: bear");
    await expect.element(page.getByRole("button", { name: "Better: bear" })).toBeDisabled();
  });

  test("a quick second press of the key moves it on", async () => {
    (page.getByRole("button", { name: "Better: owl" }).element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}{Enter}");
    expect(control.order).toEqual([2, 0, 1]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Worse: owl");
  });
});

describe("by pointer", () => {
  const at = (text: string) => item(text).element().getBoundingClientRect();

  function pointer(type: string, target: Element, y: number, more: PointerEventInit = {}) {
    const event = { bubbles: true, cancelable: true, pointerId: 1, clientX: 20, clientY: y, isPrimary: true, ...more };
    target.dispatchEvent(new PointerEvent(type, event));
  }

  beforeEach(() => {
    // A pointer that the test makes up cannot be captured.
    vi.spyOn(Element.prototype, "setPointerCapture").mockImplementation(() => {});
  });

  test("an answer is dragged below another one", () => {
    const [fox, list] = [item("fox").element(), document.querySelector("ol")!];
    const [from, over] = [at("fox"), at("bear")];
    pointer("pointerdown", fox, from.top + 2);
    pointer("pointermove", list, over.top + over.height * 0.9);
    expect(changed).not.toHaveBeenCalled();
    pointer("pointerup", list, over.bottom);
    expect(control.order).toEqual([1, 0, 2]);
    expect([said(), changed.mock.calls.length]).toEqual(["fox: place 2 of 3", 1]);
    expect((fox as HTMLElement).style.translate).toBe("");
  });

  test("a finger on the text scrolls the page; another pointer does not drag along", () => {
    const [fox, list] = [item("fox").element(), document.querySelector("ol")!];
    pointer("pointerdown", fox.querySelector(".rank-text")!, at("fox").top + 2, { pointerType: "touch" });
    pointer("pointermove", list, at("owl").bottom);
    expect(control.order).toEqual([0, 1, 2]);
    pointer("pointerdown", fox.querySelector(".rank-handle")!, at("fox").top + 2, { pointerType: "touch" });
    pointer("pointermove", list, at("owl").bottom, { pointerId: 2 });
    expect(control.order).toEqual([0, 1, 2]);
    pointer("pointercancel", list, 0);
    expect(fox.hasAttribute("data-dragged")).toBe(false);
  });
});

test("an order that is given is shown, without a word", () => {
  control.sort([2, 0, 1]);
  expect(control.order).toEqual([2, 0, 1]);
  expect(changed).not.toHaveBeenCalled();
  expect(item("owl").element().querySelector<HTMLButtonElement>('[data-move="-1"]')!.disabled).toBe(true);
});
