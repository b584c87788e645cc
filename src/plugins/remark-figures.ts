/**
 * Numbers the figures of a chapter, "Figure 5.2", and turns <Ref to="hump" /> into a link to the figure with that
 * id, and <Ref to="equation-2" /> into one to the equation with \\tag{2}. Refused are a figure without an id of its
 * own, tags that do not count 1, 2, 3, a reference to nothing, a number that nothing refers to, and one that is
 * written by hand, which nothing would keep right.
 */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { chapterNumber } from "./chapter-number.ts";
import { meant } from "./did-you-mean.ts";
import { isRefused, type Place, refuse } from "./faults.ts";
import { attribute, type JsxElement, stringAttribute } from "./jsx-attributes.ts";
import { placeOf } from "./place-in-source.ts";
import type { MathNode } from "./symbol-meaning.ts";

/** What has a number, by the name that a reference calls it. */
interface Numbered {
  number: string;
  /** how it is called within a sentence */
  word: "Figure" | "equation";
  place: Place;
}

export function remarkFigures() {
  return (tree: Root, file: VFile) => {
    const elements: JsxElement[] = [];
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      elements.push(node as JsxElement);
    });
    const figures = elements.filter(({ name }) => name === "Figure");
    const numbered = new Map([...numberFigures(figures, file), ...numberEquations(tree, file)]);
    const beginnings = sentenceBeginnings(tree);
    const mentioned = new Set<string>();
    for (const reference of elements.filter((one) => one.name === "Ref" && !isRefused(one))) {
      const to = stringAttribute(reference, "to") ?? "";
      const target = numbered.get(to);
      if (!target) {
        refuse(
          file,
          `Ref to="${to}" is no figure or equation of this chapter. ${meant(to, numbered.keys())}`,
          reference,
        );
        continue;
      }
      mentioned.add(to);
      const word = beginnings.has(reference) ? capitalized(target.word) : target.word;
      reference.attributes.push(attribute("number", target.number), attribute("word", word));
    }
    for (const [name, { number, word, place }] of numbered) {
      if (mentioned.has(name) || isRefused(place)) continue;
      const what = `${capitalized(word)} ${number} has a number, and the text never refers to it`;
      const remedy = word === "equation" ? `, or leave out \\tag{${number}}` : "";
      refuse(file, `${what}: write <Ref to="${name}" /> in the sentence that needs it${remedy}.`, place);
    }
    refuseHandwritten(tree, numbered, file);
  };
}

function numberFigures(figures: JsxElement[], file: VFile): Map<string, Numbered> {
  const numbers = new Map<string, Numbered>();
  for (const figure of figures) {
    const id = stringAttribute(figure, "id");
    if (id === undefined && isRefused(figure)) continue;
    if (id === undefined || numbers.has(id)) {
      refuse(file, `A figure needs an id of its own, as in <Figure id="hump" caption="…">.`, figure);
      continue;
    }
    const number = `${chapterNumber(file)}.${numbers.size + 1}`;
    numbers.set(id, { number, word: "Figure", place: figure });
    figure.attributes.push(attribute("number", number));
  }
  return numbers;
}

function numberEquations(tree: Root, file: VFile): Map<string, Numbered> {
  const numbers = new Map<string, Numbered>();
  visit(tree, ["math"], (node) => {
    const number = /\\tag\{([^}]*)\}/.exec((node as unknown as MathNode).value)?.[1];
    if (number === undefined) return;
    const expected = String(numbers.size + 1);
    numbers.set(`equation-${number}`, { number, word: "equation", place: node });
    if (number !== expected) {
      refuse(file, `This equation has \\tag{${number}}, and it is number ${expected}: write \\tag{${expected}}.`, node);
    }
  });
  return numbers;
}

/** References that begin a sentence, and so a paragraph or what follows a full stop. */
function sentenceBeginnings(tree: Root): Set<unknown> {
  const found = new Set<unknown>();
  visit(tree, ["mdxJsxTextElement"], (node, index, parent) => {
    if (!parent || index === undefined) return;
    const before = parent.children.slice(0, index).findLast((one) => one.type !== "text" || one.value.trim() !== "");
    if (!before || (before.type === "text" && /[.!?]\s*$/.test(before.value))) {
      found.add(node);
    }
  });
  return found;
}

/** "equation 2" and "Figure 5.2" in the text; others have those "of the paper", and "the paper's". */
function refuseHandwritten(tree: Root, numbered: Map<string, Numbered>, file: VFile): void {
  const pattern = /(?<!['’]s\s)\b(?:(?:[Ee]quation|[Ee]q\.)\s+\(?(\d+)\b\)?|[Ff]igure\s+(\d+\.\d+)\b)(?!\s+of\b)/g;
  visit(tree, "text", (text) => {
    for (const found of text.value.matchAll(pattern)) {
      const [said, equation, figure] = found;
      const names = [...numbered].filter(([name, one]) => name === `equation-${equation}` || one.number === figure);
      const name = names[0]?.[0] ?? (equation ? `equation-${equation}` : "its-id");
      const remedy = `write <Ref to="${name}" />`;
      refuse(file, `"${said}" is written by hand, and nothing keeps it right: ${remedy}.`, placeOf(file, text, said));
    }
  });
}

function capitalized(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
