import type { Root } from "mdast";
import { VFile } from "vfile";
import { expect, test } from "vitest";
import { work, workKeys } from "../../../src/book/bibliography.ts";
import { tellFaults } from "../../../src/plugins/faults.ts";
import { frontmatter } from "../../../src/plugins/frontmatter.ts";
import { remarkCitations } from "../../../src/plugins/remark-citations.ts";

function run(...keys: string[]) {
  const tree: Root = {
    type: "root",
    children: keys.map((key) => ({
      type: "mdxJsxFlowElement",
      name: "Cite",
      attributes: [{ type: "mdxJsxAttribute", name: "of", value: key }],
      children: [],
    })),
  };
  const file = new VFile({ path: "index.mdx" });
  remarkCitations()(tree, file);
  tellFaults(file);
  return frontmatter(file).citations;
}

test("lists each work once, in order of appearance", () => {
  expect(run("ouyang2022", "gao2022", "ouyang2022")).toEqual(["ouyang2022", "gao2022"]);
});

test("refuses an unknown work", () => {
  expect(() => run("ouyang2202")).toThrow(/ouyang2202.*bibliography.*Did you mean "ouyang2022"/);
});

test("every work can be found", () => {
  for (const key of workKeys()) {
    expect(URL.canParse(work(key).url), key).toBe(true);
    expect(work(key).url).toMatch(/^https?:/);
  }
});
