import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  html,
  joined,
  jsonScript,
  type Markup,
  markupText,
  type Part,
  svg,
} from "../../../src/notebook/output/markup.ts";

fc.configureGlobal({ seed: 12 });

describe("what is put in a template", () => {
  test("is text, whatever its type", () => {
    const evil = `<img src=x onerror="alert('&')">`;
    const shown = "&#60;img src=x onerror=&#34;alert(&#39;&#38;&#39;)&#34;&#62;";
    expect(String(html`<p title="${evil}">${evil}${3}${null}${undefined}${false}${[1, evil]}</p>`)).toBe(
      `<p title="${shown}">${shown}31${shown}</p>`,
    );
    // The types allow no such thing, and a worker's record does not hold to types.
    const forged = { toString: () => evil } as unknown as Part;
    expect(String(html`<p>${forged}</p>`)).toBe(`<p>${shown}</p>`);
    expect(String(joined([evil, html`<b>${1}</b>`], "<"))).toBe(`${shown}&#60;<b>1</b>`);
  });

  test("is markup only if a template has made it", () => {
    const text: string = "<b>";
    expect(String(svg`<g>${html`<b>${"<"}</b>`}</g>`)).toBe("<g><b>&#60;</b></g>");
    // @ts-expect-error a string is no markup
    const wrong: Markup = text;
    expect(String(html`${wrong}`)).toBe("&#60;b&#62;");
    // @ts-expect-error nor what is inserted into the page
    const inserted: ReturnType<typeof markupText> = text;
    expect(inserted).toBe("<b>");
  });

  test("comes back as it was from any parser", () => {
    const unescape = (text: string) =>
      text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = String(html`${text}`);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(unescape(escaped)).toBe(text);
      }),
    );
  });

  test("is no attribute of its own", () => {
    const part: Part = "onclick=alert(1)";
    expect(String(html`<p${""}>`)).toBe("<p>");
    expect(() => html`<p ${part}>`).toThrow("A text within a tag would be an attribute");
    expect(() => html`<p class=${part}>`).toThrow("within a tag");
    expect(() => html`<p class="a"${[part]}>`).toThrow("within a tag");
    expect(String(html`<p${part !== "" && html` class="${"a"}"`}>${part}</p>`)).toBe(
      '<p class="a">onclick=alert(1)</p>',
    );
  });
});

test("data cannot end the element that they are in", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("</script>", "<!--<script>", "]]>"), (json, end) => {
      const text = String(jsonScript({ json, end }));
      const inside = text.replace('<script type="application/json">', "").replace(/<\/script>$/, "");
      expect(inside).not.toContain("<");
      expect(JSON.parse(inside)).toEqual({ json, end });
    }),
  );
});

test("no other file of the notebook makes markup", () => {
  const folder = new URL("../../../src/notebook/", import.meta.url);
  const strip = /^\s*(\/\*\*|\*|\/\/).*$/gm;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    if (file === "markup.ts") continue;
    const source = readFileSync(new URL(file, folder), "utf8").replace(strip, "");
    const untagged = [...source.matchAll(/(?<!html|svg)[`"']\s*<\/?[a-z][\w-]*[\s>/$]/g)].map(([found]) => found);
    expect(untagged, file).toEqual([]);
    expect(source.includes("escape-html.ts") && file !== "escape-html.ts", file).toBe(false);
  }
});
