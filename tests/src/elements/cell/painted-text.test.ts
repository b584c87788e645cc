import { expect, test } from "vitest";
import { PaintedText, paperText } from "../../../../src/elements/cell/painted-text.ts";
import { escapeHtml } from "../../../../src/notebook/output/escape-html.ts";
import { cellMarkup } from "../cell-markup.ts";

const imports = 'import { a } from "x";\nimport { b } from "y";';
const code = `${imports}\n\nshow(a, b);`;

function place(options: Parameters<typeof cellMarkup>[0]): PaintedText {
  document.body.innerHTML = cellMarkup(options);
  return new PaintedText(document.querySelector<HTMLElement>(".cell-paper")!);
}

const fold = () => document.querySelector("details");

test("the text is the book's, with or without a fold", () => {
  for (const fold of [false, true]) {
    const painted = place({ code, fold });
    expect([painted.original, painted.text, painted.canFold]).toEqual([code, code, fold]);
    expect(paperText(document.querySelector<HTMLElement>(".cell-paper")!)).toBe(code);
  }
});

test("what is folded away is known, until it is opened", () => {
  const painted = place({ code, fold: true });
  expect(painted.folded).toBe(`${imports}\n`);
  painted.reveal(9);
  expect(fold()!.open).toBe(false);
  painted.reveal(2);
  expect([fold()!.open, painted.folded]).toEqual([true, ""]);
});

test("a text of the reader's own is painted, with its own imports in the fold", () => {
  const painted = place({ code, fold: true });
  const own = `${imports}\nimport { c } from "z";\nshow(c);`;
  painted.paint(own, escapeHtml);
  // While it is written in, the line between the two parts stays where it is.
  expect([painted.text, painted.folded]).toEqual([own, `${imports}\n`]);
  painted.paint(`import "p";\nimport "q";\nimport "r";\nx`, escapeHtml);
  expect(painted.folded).toBe(`import "p";\nimport "q";\nimport "r";\n`);
  expect(fold()!.querySelector("summary")!.textContent.trim()).toBe("imports · 3 lines");
});

test("without imports there is no fold, and with them it is back", () => {
  const painted = place({ code, fold: true });
  painted.paint("show(1);", escapeHtml);
  expect([fold()!.hidden, painted.folded, painted.text]).toEqual([true, "", "show(1);"]);
  painted.paint(code, escapeHtml);
  expect([fold()!.hidden, painted.text]).toEqual([false, code]);
});

test.each(["", "a\n", "\n"])("a last empty line is not lost: %j", (text) => {
  const painted = place({ code: "a" });
  painted.paint(text, escapeHtml);
  expect(painted.text).toBe(text);
});

test("the coloured pieces have their places in the whole text", () => {
  const painted = place({ code, fold: true });
  painted.paint(code.replace("show", "log"), (text) =>
    escapeHtml(text).replace(/import|log/g, '<span class="tok-keyword">$&</span>'),
  );
  const own = painted.text;
  expect(painted.tokens().map(({ from, to }) => own.slice(from, to))).toEqual(["import", "import", "log"]);
});

test("a place on the screen is a place in the text", () => {
  const painted = place({ code: "abcdef" });
  const range = document.createRange();
  const text = document.querySelector(".cell-paper code")!.firstChild!;
  range.setStart(text, 3);
  range.setEnd(text, 4);
  const { left, top, height } = range.getBoundingClientRect();
  expect(painted.offsetAt(left + 1, top + height / 2)).toBe(3);
  expect(painted.offsetAt(5, innerHeight - 1)).toBeNull();
});
