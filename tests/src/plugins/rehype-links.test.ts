import type { Element, Root } from "hast";
import type { MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { describe, expect, test } from "vitest";
import { rehypeLinks, resolveLink } from "../../../src/plugins/rehype-links.ts";

const base = "/mini-rlhf/";

describe("resolveLink", () => {
  test.each([
    ["/ppo/", "/mini-rlhf/ppo/"],
    ["/figure.svg", "/mini-rlhf/figure.svg"],
    ["/", "/mini-rlhf/"],
    ["../04-ppo/index.mdx", "/mini-rlhf/ppo/"],
    ["../05-gpt-3-5-line/index.mdx#errata", "/mini-rlhf/gpt-3-5-line/#errata"],
  ])("completes %s", (written, address) => {
    expect(resolveLink(written, base)).toBe(address);
    expect(resolveLink(resolveLink(written, base), base), "twice").toBe(address);
  });

  test.each(["#gae", "https://arxiv.org/abs/2203.02155", "//cdn.example/x", "notes.txt", ""])(
    "leaves %j alone",
    (url) => expect(resolveLink(url, base)).toBe(url),
  );

  test("works at the root of a domain", () => {
    expect(resolveLink("/ppo/", "/")).toBe("/ppo/");
  });
});

function element(tagName: string, properties: Element["properties"]): Element {
  return { type: "element", tagName, properties, children: [] };
}

function jsx(name: string, href: string): MdxJsxTextElement {
  const attributes = [{ type: "mdxJsxAttribute" as const, name: "href", value: href }];
  return { type: "mdxJsxTextElement", name, attributes, children: [] };
}

describe("rehypeLinks", () => {
  test("rewrites Markdown, HTML in MDX and images, but not components", () => {
    const nodes = [
      element("a", { href: "/ppo/" }),
      element("img", { src: "/figure.svg" }),
      jsx("a", "/ppo/"),
      jsx("Card", "/ppo/"),
    ];
    rehypeLinks({ base })({ type: "root", children: nodes } as Root);
    expect(nodes).toMatchObject([
      { properties: { href: "/mini-rlhf/ppo/" } },
      { properties: { src: "/mini-rlhf/figure.svg" } },
      { attributes: [{ value: "/mini-rlhf/ppo/" }] },
      { attributes: [{ value: "/ppo/" }] },
    ]);
  });

  test("marks links to other sites only", () => {
    const outside = element("a", { href: "https://arxiv.org/" });
    const inside = element("a", { href: "/ppo/" });
    rehypeLinks({ base })({ type: "root", children: [outside, inside] });
    expect(outside.properties.rel).toEqual(["external"]);
    expect(inside.properties.rel).toBeUndefined();
  });
});
