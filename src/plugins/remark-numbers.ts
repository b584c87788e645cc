/** Keeps numbers whole at the end of a line: "1.5 %", "72 ± 4", "6 billion", "chapter 4", "1 March". */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";

const NO_BREAK = "\u00a0";
const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const DAY = new RegExp(`(\\d) (${MONTH})\\b`, "g");

export function remarkNumbers() {
  return (tree: Root) => {
    visit(tree, "text", (text) => {
      text.value = keepTogether(text.value);
    });
  };
}

export function keepTogether(text: string) {
  return text
    .replace(/(\d) (%|±|billion|million|times)(?![\w])/g, `$1${NO_BREAK}$2`)
    .replace(DAY, `$1${NO_BREAK}$2`)
    .replace(/± (\d)/g, `±${NO_BREAK}$1`)
    .replace(/\b([Cc]hapter|[Ss]ection|[Ee]quation|[Tt]able|[Ss]tep) (\d)/g, `$1${NO_BREAK}$2`);
}
