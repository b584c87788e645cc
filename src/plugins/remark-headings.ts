/** Two headings of the same words would share an address, and a link to the second would go to the first. */
import { slug } from "github-slugger";
import type { Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { refuse } from "./faults.ts";

export function remarkHeadings() {
  return (tree: Root, file: VFile) => {
    const firstLine = new Map<string, number>();
    visit(tree, "heading", (heading) => {
      const text = spoken(heading).trim();
      if (text === "") return refuse(file, "This heading is empty: give it words, or leave it out.", heading);
      const id = slug(text);
      const earlier = firstLine.get(id);
      if (earlier === undefined) firstLine.set(id, heading.position?.start.line ?? 0);
      else refuse(file, `A heading "${text}" is already in line ${earlier}; give this one other words.`, heading);
    });
  };
}

function spoken(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(spoken).join("") : "";
}
