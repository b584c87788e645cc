/** Reads HTML as a browser does, and says what in it is not what the notebook draws. */
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;

const elements = new Set(
  (
    "button caption cell-input circle code dd details div dl dt fieldset figcaption figure g i input label legend li line ol option " +
    "out-pages out-picture out-table output p path pre progress rect script select span summary svg table tbody td text textarea th thead tr ul"
  ).split(" "),
);

const attributes = new Set(
  (
    "aria-hidden aria-label aria-live autocomplete class cx cy d data-asks data-at data-awaits data-best data-changed data-check data-columns " +
    "data-count data-head data-index data-initial data-kept data-key data-move data-page data-plot data-row data-save data-unit data-value " +
    "disabled dy fill-opacity fill-rule font-size height hidden inputmode max min open placeholder r role rows scope selected spellcheck step style " +
    "tabindex text-anchor title transform type value viewbox viewBox visibility width x x1 x2 y y1 y2"
  ).split(" "),
);

/** What draws: no number in it may be none. */
const drawing =
  /^(?:cx|cy|d|dy|fill-opacity|font-size|height|max|min|r|step|style|transform|viewBox|width|x|x1|x2|y|y1|y2|data-plot|data-value)$/;

export function faultsIn(html: string): string[] {
  return parseFragment(html).childNodes.flatMap(faultsOf);
}

function faultsOf(node: Node): string[] {
  if (node.nodeName === "#text") return [];
  if (!("attrs" in node)) return [`a ${node.nodeName}`];
  const found = node.attrs.flatMap(({ name, value }) => {
    if (!attributes.has(name)) return [`<${node.tagName} ${name}>`];
    if (drawing.test(name) && /NaN|Infinity|undefined|null/.test(value))
      return [`<${node.tagName} ${name}="${value}">`];
    return name === "style" && !/^--[\w-]+:-?[\d.]+$/.test(value) ? [`style="${value}"`] : [];
  });
  const isData =
    node.tagName !== "script" || node.attrs.some(({ name, value }) => name === "type" && value === "application/json");
  const isKnown = elements.has(node.tagName) && isData;
  return [...(isKnown ? [] : [`<${node.tagName}>`]), ...found, ...node.childNodes.flatMap(faultsOf)];
}

/** All text in it, as a reader sees it. */
export function textIn(html: string): string {
  const read = (node: Node): string =>
    "value" in node && node.nodeName === "#text"
      ? node.value
      : "childNodes" in node
        ? node.childNodes.map(read).join("")
        : "";
  return parseFragment(html).childNodes.map(read).join("");
}
