import { dataTable, tableCsv } from "../notebook/data-table.ts";
import type { Output } from "../notebook/output.ts";

/** Saves what a picture shows as files of the reader's own; nothing leaves the machine. */

export function saveCsv(output: Output): void {
  // With the mark of UTF-8 first, without which spreadsheets guess.
  download(`${nameOf(output)}.csv`, "text/csv", `\ufeff${tableCsv(dataTable(output))}`);
}

export function saveSvg(output: Output, body: Element): void {
  download(`${nameOf(output)}.svg`, "image/svg+xml", standaloneSvg(body));
}

/** All drawings that are seen, in one file that needs no stylesheet. */
export function standaloneSvg(body: Element): string {
  const drawings = [...body.querySelectorAll<SVGSVGElement>("svg")].filter((svg) => svg.checkVisibility());
  if (drawings.length === 0) return drawnText(body);
  const origin = body.getBoundingClientRect();
  const margin = 12;
  const right = Math.max(...drawings.map((svg) => svg.getBoundingClientRect().right));
  const bottom = Math.max(...drawings.map((svg) => svg.getBoundingClientRect().bottom));
  const [width, height] = [Math.ceil(right - origin.left), Math.ceil(bottom - origin.top)];
  const parts = drawings.map((svg) => {
    const box = svg.getBoundingClientRect();
    const copy = resolved(svg);
    for (const name of ["class", "data-plot", "style", "role"]) copy.removeAttribute(name);
    copy.setAttribute("x", String(Math.round(box.left - origin.left)));
    copy.setAttribute("y", String(Math.round(box.top - origin.top)));
    copy.setAttribute("width", String(Math.round(box.width)));
    copy.setAttribute("height", String(Math.round(box.height)));
    const caption = svg.parentElement?.querySelector("figcaption")?.textContent;
    return new XMLSerializer().serializeToString(copy) + (caption ? captionText(caption, box, origin) : "");
  });
  const { backgroundColor, color } = getComputedStyle(body.closest("code-cell") ?? body);
  const names = drawings.map((svg) => svg.getAttribute("aria-label") ?? "").join(" ").trim();
  const [full, tall] = [width + 2 * margin, height + 2 * margin + 16];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${full} ${tall}" width="${full}" height="${tall}" ` +
    `font-family="system-ui, sans-serif" color="${color}"><title>${escapeXml(names)}</title>` +
    `<rect x="${-margin}" y="${-margin}" width="${full}" height="${tall}" fill="${backgroundColor}"/>${parts.join("")}</svg>\n`
  );
}

/** Words and the boxes behind them, each where the page has it. */
function drawnText(body: Element): string {
  const { left, top, width, height } = body.getBoundingClientRect();
  const boxes = [...body.querySelectorAll(".token, .strip-scale i")].map((element) => {
    const box = element.getBoundingClientRect();
    const fill = getComputedStyle(element).backgroundColor;
    return `<rect x="${round(box.left - left)}" y="${round(box.top - top)}" width="${round(box.width)}" height="${round(box.height)}" rx="3" fill="${fill}"/>`;
  });
  const words: string[] = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (!parent.checkVisibility()) continue;
    const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(parent);
    for (const { 0: word, index } of node.nodeValue!.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getBoundingClientRect();
      const at = `x="${round(box.left - left)}" y="${round(box.top - top + box.height * 0.78)}"`;
      const font = `font-family="${escapeXml(fontFamily)}" font-size="${fontSize}" font-weight="${fontWeight}"`;
      words.push(`<text ${at} ${font} fill="${color}">${escapeXml(word)}</text>`);
    }
  }
  const title = body.parentElement?.querySelector(".out-summary")?.textContent ?? "";
  const paper = getComputedStyle(body.closest("code-cell") ?? body).backgroundColor;
  const [full, tall] = [Math.ceil(width) + 24, Math.ceil(height) + 24];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 ${full} ${tall}" width="${full}" height="${tall}">` +
    `<title>${escapeXml(title)}</title><rect x="-12" y="-12" width="${full}" height="${tall}" fill="${paper}"/>` +
    `${boxes.join("")}${words.join("")}</svg>\n`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function captionText(text: string, box: DOMRect, origin: DOMRect): string {
  const x = Math.round(box.left - origin.left + box.width / 2);
  const y = Math.round(box.bottom - origin.top + 14);
  return `<text x="${x}" y="${y}" font-size="12" text-anchor="middle" fill="currentColor">${escapeXml(text)}</text>`;
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
  const [from, to] = [svg, copy].map((root) => [...root.querySelectorAll<SVGElement>("*")]) as [SVGElement[], SVGElement[]];
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
  const title = output.kind === "chart" ? (output.chart.title ?? "chart") : "title" in output ? (output.title ?? output.kind) : output.kind;
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || output.kind;
}

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
