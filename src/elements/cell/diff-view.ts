import { lineDiff, type DiffLine } from "../../edits/line-diff.ts";

interface NamedText {
  label: string;
  source: string;
}

const marks: Record<DiffLine["kind"], [sign: string, spoken: string]> = {
  same: [" ", ""],
  added: ["+", "added: "],
  removed: ["−", "removed: "],
  gap: ["⋯", "unchanged: "],
};

/** What differs between two texts, line by line. */
export function diffView(from: NamedText, to: NamedText): HTMLElement {
  const figure = document.createElement("figure");
  figure.className = "cell-diff";
  const caption = document.createElement("figcaption");
  const lines = lineDiff(from.source, to.source);
  const isSame = lines.every(({ kind }) => kind === "gap");
  caption.textContent = isSame ? `${from.label} and ${to.label}: the same code` : `− ${from.label}, + ${to.label}`;
  figure.append(caption);
  if (isSame) return figure;
  const list = document.createElement("div");
  list.className = "diff-lines";
  list.tabIndex = 0;
  list.role = "group";
  list.setAttribute("aria-label", `Differences between ${from.label} and ${to.label}`);
  list.append(...lines.map(lineElement));
  figure.append(list);
  return figure;
}

function lineElement({ kind, text }: DiffLine): HTMLElement {
  const line = document.createElement("div");
  line.className = `diff-${kind}`;
  const [sign, spoken] = marks[kind];
  const mark = document.createElement("span");
  mark.className = "diff-mark";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = sign;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.textContent = spoken;
  line.append(mark, said, text || " ");
  return line;
}
