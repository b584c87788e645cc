import { beforeEach, describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { morphDom } from "../../../../src/elements/base/morph-dom.ts";

let box: HTMLElement;

beforeEach(() => {
  box = document.createElement("div");
  document.body.append(box);
});

/** Draws, and gives back the elements that were there before and after. */
function redraw(before: string, after: string, selector: string): [Element | null, Element | null] {
  morphDom(box, before);
  const old = box.querySelector(selector);
  morphDom(box, after);
  expect(box.innerHTML).toBe(after);
  return [old, box.querySelector(selector)];
}

describe("an element stays the same one", () => {
  test.each([
    ["when its text changes", "<p>1</p>", "<p>2</p>"],
    ["when its attributes change", '<p class="a" id="x">1</p>', '<p class="b">1</p>'],
    ["when something comes behind it", "<p>1</p>", "<p>1</p><b>2</b>"],
    ["when something behind it goes", "<p>1</p><b>2</b>", "<p>1</p>"],
    ["when something in it changes its kind", "<p><b>1</b></p>", "<p><i>1</i></p>"],
  ])("%s", (_, before, after) => {
    const [old, now] = redraw(before, after, "p");
    expect(now).toBe(old);
  });

  test("and has the focus, and what was typed", async () => {
    morphDom(box, '<label>Name <input value="a"></label><p>1</p>');
    const input = box.querySelector("input")!;
    await userEvent.fill(input, "abc");
    morphDom(box, '<label>Name <input value="z"></label><p>2</p>');
    expect(document.activeElement).toBe(input);
    expect(input.value).toBe("abc");
  });
});

test.each([
  ["another kind", "<p>1</p>", "<div>1</div>", "*"],
  ["another key", '<p data-key="a">1</p>', '<p data-key="b">1</p>', "p"],
])("an element of %s is another one", (_, before, after, selector) => {
  const [old, now] = redraw(before, after, selector);
  expect(now).not.toBe(old);
});

test("what the reader has opened stays open, what the page made a stop of the Tab key stays one", () => {
  morphDom(box, "<details><summary>More</summary>1</details>");
  const details = box.querySelector("details")!;
  details.open = true;
  details.tabIndex = 0;
  morphDom(box, "<details><summary>More</summary>2</details>");
  expect(details.open).toBe(true);
  expect(details.tabIndex).toBe(0);
});

test("what is filled by its element is left alone", () => {
  morphDom(box, '<p data-kept=""></p>');
  box.querySelector("p")!.textContent = "place 1 of 3";
  morphDom(box, '<p data-kept="" class="new"></p>');
  expect(box.textContent).toBe("place 1 of 3");
});

test("an SVG stays one", () => {
  const [old, now] = redraw(
    '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
    '<svg viewBox="0 0 2 2"></svg>',
    "svg",
  );
  expect(now).toBe(old);
  expect(now).toBeInstanceOf(SVGSVGElement);
});

test("nothing is drawn as nothing, and markup that is wrong does not throw", () => {
  morphDom(box, "<p>1</p>");
  morphDom(box, "");
  expect(box.childNodes).toHaveLength(0);
  morphDom(box, "<p><b>open");
  expect(box.querySelector("b")?.textContent).toBe("open");
});

test("elements that want to know hear of the drawing", () => {
  const refresh = vi.fn();
  morphDom(box, "<p></p>");
  Object.assign(box.querySelector("p")!, { refresh });
  morphDom(box, "<p>2</p>");
  expect(refresh).toHaveBeenCalledOnce();
});

test("what an element has changed by itself stays until the markup says something new of it", () => {
  const markup = (share: number) => `<p><input style="--share: ${share}" disabled><button hidden>Reset</button></p>`;
  morphDom(box, markup(1));
  morphDom(box, markup(2));
  const [field, button] = [box.querySelector("input")!, box.querySelector("button")!];
  field.disabled = button.hidden = false;
  field.style.setProperty("--share", "7");
  const changes = new MutationObserver(() => {});
  changes.observe(box, { attributes: true, subtree: true });
  morphDom(box, markup(2));
  expect(changes.takeRecords()).toEqual([]);
  expect([field.disabled, button.hidden, field.style.getPropertyValue("--share")]).toEqual([false, false, "7"]);
  morphDom(box, markup(3));
  expect(changes.takeRecords().map(({ attributeName }) => attributeName)).toEqual(["style"]);
  morphDom(box, `<p><input style="--share: 3"><button>Reset</button></p>`);
  expect([field.disabled, button.hidden, field.getAttribute("style")]).toEqual([false, false, "--share: 3"]);
});

test("what the markup says as before is not looked into, and its elements do not hear of the drawing", () => {
  const refresh = vi.fn();
  const markup = (words: string) => `<section><p><b>same</b></p></section><p>${words}</p>`;
  morphDom(box, markup("1"));
  morphDom(box, markup("2"));
  const same = box.querySelector("b")!;
  Object.assign(same, { refresh }).textContent = "by its element";
  morphDom(box, markup("3"));
  expect([same.textContent, box.lastElementChild!.textContent]).toEqual(["by its element", "3"]);
  expect(refresh).not.toHaveBeenCalled();
  morphDom(box, markup("3").replace("same", "new"));
  expect([same.textContent, refresh.mock.calls.length]).toEqual(["new", 1]);
});

test("elements that were put in another order are each made what the markup wants in their place", () => {
  const list = (...names: string[]) => names.map((name) => `<li data-name="${name}">${name}</li>`).join("");
  morphDom(box, list("a", "b", "c"));
  morphDom(box, list("a", "b", "c"));
  box.append(box.firstElementChild!);
  morphDom(box, list("b", "a", "c"));
  expect(box.innerHTML).toBe(list("b", "a", "c"));
});

test("what has the focus is not disabled by a redraw, not even for a moment", () => {
  document.body.innerHTML = `<div><input value="1"><button>Other</button></div>`;
  const [box, field] = [document.querySelector("div")!, document.querySelector("input")!];
  field.focus();
  morphDom(box, `<input value="2" disabled><button disabled>Other</button>`);
  expect(document.activeElement).toBe(field);
  expect([field.disabled, document.querySelector("button")!.disabled]).toEqual([false, true]);
});
