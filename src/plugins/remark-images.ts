/**
 * An image says what it shows to those who cannot see it, and its file is there: beside the chapter, or below
 * public/ where its address begins with "/".
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Definition, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { type Place, refuse } from "./faults.ts";
import { hasAttribute, type JsxElement, stringAttribute } from "./jsx-attributes.ts";

export function remarkImages() {
  return (tree: Root, file: VFile) => {
    const definitions = new Map<string, Definition>();
    visit(tree, "definition", (one) => void definitions.set(one.identifier, one));
    visit(tree, ["image", "imageReference"], (node) => {
      if (node.type !== "image" && node.type !== "imageReference") return;
      const address = node.type === "image" ? node.url : (definitions.get(node.identifier)?.url ?? "");
      check(address, node.alt ?? "", "write ![what it shows](…)", node, file);
    });
    visit(tree, ["mdxJsxTextElement", "mdxJsxFlowElement"], (node) => {
      const element = node as JsxElement;
      if (element.name !== "img") return;
      const isComputed = hasAttribute(element, "alt") && stringAttribute(element, "alt") === undefined;
      const alt = isComputed ? "computed" : (stringAttribute(element, "alt") ?? "");
      check(stringAttribute(element, "src") ?? "", alt, 'write alt="what it shows"', element, file);
    });
  };
}

function check(address: string, alt: string, remedy: string, place: Place, file: VFile): void {
  if (alt.trim() === "") {
    refuse(file, `The image ${address} has no text for those who cannot see it: ${remedy}.`, place);
  }
  const where = fileOf(address, file);
  if (where !== null && !existsSync(where)) {
    const shown = path.relative(file.cwd, where).split(path.sep).join("/");
    refuse(file, `The image ${address} is not there: put it at ${shown}, or mend the address.`, place);
  }
}

/** The file that an address of this site means. */
function fileOf(address: string, { cwd, dirname = "" }: VFile): string | null {
  const plain = decodeURI(address.replace(/[?#].*$/, ""));
  if (plain === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(plain)) return null;
  return plain.startsWith("/") ? path.join(cwd, "public", plain) : path.resolve(cwd, dirname, plain);
}
