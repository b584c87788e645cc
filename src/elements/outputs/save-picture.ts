import { dataTable, tableCsv } from "../../notebook/output/data-table.ts";
import type { Output } from "../../notebook/output/output.ts";
import { isShown } from "../base/is-shown.ts";

/** Saves what a picture or a table shows as files of the reader's own; nothing leaves the machine. */

export function saveCsv(output: Output): void {
  // With the mark of UTF-8 first, without which spreadsheets guess.
  download(`${nameOf(output)}.csv`, "text/csv", `\ufeff${tableCsv(dataTable(output))}`);
}

/** All rows of a table of the page, in the order in which they stand. */
export function saveTable(table: HTMLTableElement): void {
  const [head, ...rows] = [...table.rows].map((row) => [...row.cells].map(valueIn));
  const name = table.caption?.textContent ?? "";
  download(`${fileName(name) || "table"}.csv`, "text/csv", `\ufeff${tableCsv({ columns: head!.map(String), rows })}`);
}

/** The number itself, of which the page shows a rounded one. */
function valueIn({ dataset, textContent }: HTMLElement): string | number {
  return dataset.value === undefined ? textContent : Number(dataset.value);
}

export function saveSvg(output: Output, body: Element): void {
  download(`${nameOf(output)}.svg`, "image/svg+xml", standaloneSvg(body));
}

/** A part of the picture, placed on the page, and where it is. */
interface Piece {
  svg: string;
  box: DOMRect;
}

/** Room around the picture. */
const margin = 12;

/** What is seen of a picture - its title, drawings, words and the boxes behind them - in one file that needs no stylesheet. */
export function standaloneSvg(body: Element): string {
  const parts = [...(body.parentElement?.querySelectorAll(":scope > .out-title") ?? []), body];
  const origin = parts[0]!.getBoundingClientRect();
  const pieces = [
    ...parts.flatMap((part) => drawings(part, origin)),
    ...parts.flatMap((part) => [...boxes(part, origin), ...words(part, origin)]),
  ];
  const right = Math.max(origin.right, ...pieces.map(({ box }) => box.right));
  const bottom = Math.max(...pieces.map(({ box }) => box.bottom));
  const [width, height] = [Math.ceil(right - origin.left) + 2 * margin, Math.ceil(bottom - origin.top) + 2 * margin];
  const { backgroundColor } = getComputedStyle(body.closest("code-cell") ?? document.body);
  const spoken = [...body.querySelectorAll("svg[aria-label]")]
    .filter((svg) => isShown(svg))
    .map((svg) => svg.getAttribute("aria-label"));
  const name = spoken[0] ?? body.parentElement?.querySelector(".out-summary")?.textContent ?? "";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" font-family="system-ui, sans-serif"><title>${escapeXml(name)}</title>` +
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${backgroundColor}"/>` +
    `${pieces.map(({ svg }) => svg).join("")}</svg>\n`
  );
}

function drawings(part: Element, origin: DOMRect): Piece[] {
  const seen = [...part.querySelectorAll<SVGSVGElement>("svg")].filter((svg) => isShown(svg));
  return seen.map((svg) => {
    const box = svg.getBoundingClientRect();
    const copy = resolved(svg);
    for (const name of ["class", "data-plot", "style", "role", "aria-label", "aria-hidden"]) copy.removeAttribute(name);
    for (const [name, value] of Object.entries(placed(box, origin))) copy.setAttribute(name, String(value));
    // Words at the end of a line may reach further than the drawing.
    copy.setAttribute("overflow", "visible");
    const texts = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    const right = Math.max(box.right, ...texts.map((text) => text.right));
    return {
      svg: new XMLSerializer().serializeToString(copy) + edge(svg, origin),
      box: new DOMRect(box.x, box.y, right - box.x, box.height),
    };
  });
}

/** The border that the page draws around an element. */
function edge(element: Element, origin: DOMRect): string {
  const { borderTopWidth, borderTopColor } = getComputedStyle(element);
  if (parseFloat(borderTopWidth) === 0) return "";
  return `<rect ${attributes(placed(element.getBoundingClientRect(), origin))} fill="none" stroke="${borderTopColor}"/>`;
}

function boxes(part: Element, origin: DOMRect): Piece[] {
  return [...part.querySelectorAll(".token, .strip-scale i, .strip-scale")].map((element) => {
    const box = element.getBoundingClientRect();
    const isScale = element.closest(".strip-scale") !== null;
    const fill = getComputedStyle(element).backgroundColor;
    const rect = `<rect ${attributes(placed(box, origin))}${isScale ? "" : ' rx="3"'} fill="${fill}"/>`;
    return { svg: element.matches(".strip-scale") ? edge(element, origin) : rect, box };
  });
}

function words(part: Element, origin: DOMRect): Piece[] {
  const found: Piece[] = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (parent.closest("svg") || !isShown(parent)) continue;
    const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(parent);
    const font = { "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight, fill: color };
    for (const { 0: word, index } of node.nodeValue!.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getBoundingClientRect();
      const { x, y } = placed(box, origin);
      const at = { x, y: round(y + box.height * 0.78) };
      found.push({ svg: `<text ${attributes({ ...at, ...font })}>${escapeXml(word)}</text>`, box });
    }
  }
  return found;
}

function placed(
  { left, top, width, height }: DOMRect,
  origin: DOMRect,
): Record<"x" | "y" | "width" | "height", number> {
  return { x: round(left - origin.left), y: round(top - origin.top), width: round(width), height: round(height) };
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What the stylesheet says of a shape, as its own attributes. */
const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-dasharray",
  "opacity",
  "visibility",
  "font-size",
  "font-weight",
  "paint-order",
  "shape-rendering",
];

/** A copy with the page's colours written into it. */
function resolved(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((root) => [...root.querySelectorAll<SVGElement>("*")]) as [
    SVGElement[],
    SVGElement[],
  ];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    const target = to[index]!;
    if (element.localName !== "g") {
      for (const name of properties) target.setAttribute(name, style.getPropertyValue(name));
    }
    target.removeAttribute("class");
    target.removeAttribute("data-at");
  });
  for (const pointer of copy.querySelectorAll("g:empty")) pointer.remove();
  return copy;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** "Loss by step" -> "loss-by-step" */
function nameOf(output: Output): string {
  const title =
    output.kind === "chart"
      ? (output.chart.title ?? "chart")
      : "title" in output
        ? (output.title ?? output.kind)
        : output.kind;
  return fileName(title) || output.kind;
}

function fileName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
