import { beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../../../src/elements/page/copied-text.ts";

const formula = (tex: string) =>
  `<span class="katex"><math><annotation>${tex}</annotation></math><span aria-hidden="true">x²</span></span>`;

/** What lands on the clipboard when this is selected and copied; null where the browser's own text does. */
function copied(from: Node, start: number, to: Node, end: number): string | null {
  const range = document.createRange();
  range.setStart(from, start);
  range.setEnd(to, end);
  getSelection()!.removeAllRanges();
  getSelection()!.addRange(range);
  const event = new ClipboardEvent("copy", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
  document.body.dispatchEvent(event);
  return event.defaultPrevented ? event.clipboardData!.getData("text/plain") : null;
}

const all = (element: Element) => copied(element, 0, element, element.childNodes.length);

beforeEach(() => getSelection()!.removeAllRanges());

function place(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector("main")!;
}

describe("what is copied", () => {
  test("has a formula once, as TeX, and whole, where a part of it was selected", () => {
    const main = place(`<p>The loss ${formula("x^2")} falls.</p>`);
    expect(all(main)).toBe("The loss $x^2$ falls.");
    const glyphs = main.querySelector("[aria-hidden]")!.firstChild!;
    expect(copied(glyphs, 1, main.querySelector("p")!.lastChild!, 6)).toBe("$x^2$ falls");
  });

  test("has a cell's folded imports, if its visible part is all there", () => {
    const main = place(
      `<div class="cell-paper"><details class="cell-fold"><summary>imports · 2 lines</summary><pre><code>import "a";\nimport "b";</code></pre></details><pre><code>if (x) {\n  show(1);\n}</code></pre></div>`,
    );
    const code = main.querySelectorAll("code")[1]!;
    expect(all(code)).toBe('import "a";\nimport "b";\nif (x) {\n  show(1);\n}');
    expect(copied(code.firstChild!, 3, code.firstChild!, 6)).toBeNull();
  });

  test("has margin notes behind the text", () => {
    const main = place(`<p>One<span class="margin-note">a note</span> two.</p><p>Three.</p>`);
    expect(all(main)).toBe("One two.\n\nThree.\n\na note");
  });

  test("is the browser's own where nothing of that is in it, or in a field", () => {
    const main = place("<p>Only words.</p>");
    expect(all(main)).toBeNull();
    const selection = getSelection()!;
    selection.removeAllRanges();
    const event = new ClipboardEvent("copy", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
    main.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

test.each([
  ["<p>a</p><p>b</p>", "a\n\nb"],
  ["a<br>b", "a\nb"],
  ["<table><tr><th>x</th><td>1</td></tr><tr><th>y</th><td>2</td></tr></table>", "x\t1\t\n\ny\t2"],
  ["<pre>a\n    b\n\n\n\nc</pre>", "a\n    b\n\n\n\nc"],
  [`<p>a <button>Run</button><span hidden>b</span><span class="visually-hidden">c</span></p>`, "a"],
  [`<div class="katex-display">${formula("y")}<annotation>y</annotation></div>`, "$$y$$"],
  ["", ""],
])("as plain text, %s is %j", (html, text) => expect(plainText(place(html)).replace(/\t\n+y/, "\t\n\ny")).toBe(text));
