/**
 * Every symbol of every formula is explained. The frontmatter of a chapter has the table,
 *
 *   symbols:
 *     "x_t": the token at position $t$
 *
 * src/book/notation.ts what is the same everywhere. Each symbol in a formula is marked with its number,
 * from which the page shows its meaning; <Symbols /> after an equation lists those of the equation.
 * A symbol without a meaning, and a meaning without its symbol, fail the build where they stand.
 */
import type { List, ListItem, Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { notation } from "../book/notation.ts";
import { isRefused, refuse } from "./faults.ts";
import { frontmatter } from "./frontmatter.ts";
import { keyPlace } from "./frontmatter-place.ts";
import { inlineMath, type MathNode, meaningNodes } from "./symbol-meaning.ts";
import { texFault } from "./tex-fault.ts";
import { explainSymbols } from "./tex-symbols.ts";

export function remarkSymbols() {
  return (tree: Root, file: VFile) => {
    const before = file.messages.length;
    const own = tableOf(file);
    const isRight = file.messages.length === before;
    const used = new Set<number>();
    const symbolsOf = new Map<object, number[]>();
    const table = [...Object.entries(own), ...Object.entries(notation)];
    const keys = table.map(([symbol]) => symbol);
    const explain = (math: MathNode, place: Nodes) => {
      const { tex, symbols, unexplained } = explainSymbols(math.value, keys);
      if (unexplained.length > 0 && !isRefused(math)) {
        const names = [...new Set(unexplained)].join(", ");
        refuse(file, `The formula has symbols that nothing explains: ${names}. Add them to "symbols" above.`, place);
      }
      symbols.forEach((number) => used.add(number));
      symbolsOf.set(math, symbols);
      setTex(math, tex);
    };
    const explainAll = (within: Nodes, place?: Nodes) =>
      visit(within, ["math", "inlineMath"], (node) => explain(node as unknown as MathNode, place ?? node));
    explainAll(tree);
    visit(tree, "mdxJsxFlowElement", (element, index, parent) => {
      if (element.name !== "Symbols" || element.children.length > 0) return;
      const before = parent!.children.slice(0, index).findLast(({ type }) => (type as string) === "math");
      if (!before) return refuse(file, "<Symbols /> stands after an equation; here is none.", element);
      const listed = symbolsOf.get(before)!.filter((number) => number < Object.keys(own).length);
      element.children = [listOf(listed.map((number) => table[number]!))];
      explainAll(element, element);
    });
    // A meaning that was refused may have had what seems to be missing now.
    const idle = Object.keys(own).filter((_, number) => isRight && !used.has(number));
    for (const symbol of idle) {
      refuse(file, `"symbols" explains ${symbol}, which no formula has: leave it out.`, keyPlace(file, symbol));
    }
    frontmatter(file).symbols = own;
  };
}

function tableOf(file: VFile): Record<string, string> {
  const table = (frontmatter(file).symbols ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(table).map(([symbol, meaning]) => {
      const fault = meaningFault(symbol, meaning);
      if (fault === null) return [symbol, String(meaning).replaceAll("'", "’")];
      refuse(file, `"${symbol}" in "symbols"${fault}`, keyPlace(file, symbol));
      return [symbol, ""];
    }),
  );
}

function meaningFault(symbol: string, meaning: unknown): string | null {
  if (typeof meaning !== "string") return " needs its meaning, a line of text.";
  const faults = [symbol, ...formulasIn(meaning)].map((tex) => texFault(tex, false));
  const first = faults.find((fault) => fault !== null);
  return first ? `: ${first.message}` : null;
}

function formulasIn(meaning: string): string[] {
  return [...meaning.matchAll(/\$([^$]+)\$/g)].map(([, tex]) => tex!);
}

/** "$x_t$: the token at position $t$", one to a line */
function listOf(symbols: [string, string][]): List {
  return {
    type: "list",
    spread: false,
    children: symbols.map(([symbol, meaning]): ListItem => ({
      type: "listItem",
      spread: false,
      children: [
        {
          type: "paragraph",
          children: [inlineMath(symbol), { type: "text", value: ": " }, ...meaningNodes(meaning)],
        },
      ],
    })),
  };
}

/** remark-math has already said what the formula becomes in HTML. */
function setTex(math: MathNode, tex: string): void {
  math.value = tex;
  const [child] = math.data.hChildren;
  if (child?.type === "text") child.value = tex;
  if (child?.type === "element" && child.children[0]?.type === "text") child.children[0].value = tex;
}
