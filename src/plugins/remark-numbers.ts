/** Keeps numbers whole at the end of a line: "1.5 %", "72 ± 4", "6 billion", "chapter 4". */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";

const NO_BREAK = "\u00a0";

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
    .replace(/± (\d)/g, `±${NO_BREAK}$1`)
    .replace(/\b([Cc]hapter|[Ss]ection|[Ee]quation|[Tt]able|[Ss]tep) (\d)/g, `$1${NO_BREAK}$2`);
}
