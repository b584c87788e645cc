import { describe, expect, test } from "vitest";
import { folderFaults } from "../../../src/site-check/book-faults.ts";
import { readPage } from "../../../src/site-check/read-page.ts";
import { linkFault, type Site, siteFaults } from "../../../src/site-check/site-faults.ts";
import { type Sources, tellSiteFaults } from "../../../src/site-check/tell-site-faults.ts";

/** Two small pages, and what the chapters and components say that they are made of. */
const base = "/book/";
const right: Record<string, string> = {
  "index.html": '<main id="content"><h2 id="chapters">Chapters</h2><a href="/book/ppo/#gae">GAE</a></main>',
  "ppo/index.html":
    '<h2 id="gae">GAE</h2><a href="#gae">here</a><a href="../#chapters">there</a><img src="/book/a.svg" alt="A">' +
    '<figure aria-label="F"><svg role="img" aria-label="S"></svg><svg aria-hidden="true"><path/></svg></figure>' +
    '<code-cell data-book="/book/ppo/frozen.json" aria-labelledby="gae"></code-cell>',
};
const files = ["a.svg", "ppo/frozen.json", "experiments/figure-1.json"];

function site(pages: Record<string, string>, origin?: string): Site {
  const read = Object.entries(pages).map(([file, text]) => [file, readPage(text, base)] as const);
  return {
    pages: new Map(read),
    files: new Set([...files, ...Object.keys(pages)]),
    base,
    ...(origin ? { origin } : {}),
  };
}

const faultsWith = (html: string) => siteFaults(site({ ...right, "ppo/index.html": right["ppo/index.html"] + html }));

test("right pages have no faults", () => expect(siteFaults(site(right))).toEqual([]));

describe("an address", () => {
  test.each([
    ["#gea", /nothing in this page has the id "gea"\. Did you mean #gae\?/],
    ["/book/#chapter", /nothing in \/book\/ has the id "chapter"\. Did you mean #chapters\?/],
    ["/book/pppo/", /leads to nothing: the book has no pppo\/\. Did you mean \/ppo\/\?/],
    ["../dpo/#gae", /the book has no dpo\//],
    ["/book/ppo", /without its last "\/"/],
    ["/ppo/", /leads out of the book, which lives at \/book\//],
    [
      "/book/experiments/figure-2.json",
      /no experiments\/figure-2\.json\. Did you mean \/experiments\/figure-1\.json\?/,
    ],
    ["http://[", /is no address/],
  ])("%s is dead", (address, message) => {
    expect(faultsWith(`<a href="${address}">it</a>`).map((fault) => fault.message)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test.each([
    "https://example.org/#x",
    "mailto:a@b.c",
    "data:image/png;base64,AA",
    "#top",
    "",
    "#gae:~:text=a",
    "?x=1#gae",
  ])("%s is none of the book's, or is right", (address) =>
    expect(faultsWith(`<a href="${address}">it</a>`)).toEqual([]),
  );

  test.each([
    '<img alt="A" src="/book/b.svg">',
    '<img alt="A" srcset="/book/a.svg 1x, /book/b.svg 2x">',
    '<script src="/book/b.js"></script>',
    '<link rel="icon" href="/book/b.svg">',
    '<code-cell data-book="/book/ppo/lost.json"></code-cell>',
    '<p aria-labelledby="gae lost">P</p>',
    '<label for="lost">L</label>',
    '<template><a href="/book/lost/">L</a></template>',
    '<svg role="img" aria-label="S"><use href="#lost"></use></svg>',
  ])("is looked for in %s", (html) => expect(faultsWith(html)).toHaveLength(1));

  test("that names the site itself is one of the book's", () => {
    const whole = site(right, "https://book.org");
    expect(linkFault("https://book.org/book/ppo/", "index.html", whole)).toBeNull();
    expect(linkFault("https://book.org/book/pop/", "index.html", whole)).toMatch(/leads to nothing/);
  });
});

test("an id that is there twice is told", () => {
  expect(faultsWith('<p id="gae">P</p>')).toEqual([
    expect.objectContaining({ sought: "#gae", message: expect.stringMatching(/"gae" is there 2 times/) }),
  ]);
});

test.each([
  ['<img src="/book/a.svg">', /<img>.*write alt=/],
  ["<svg><path/></svg>", /<svg>.*aria-label/],
  ["<figure><p>text</p></figure>", /<figure>.*caption/],
  ["<canvas></canvas>", /<canvas>.*aria-label/],
  ["<video></video>", /<video>/],
  ['<iframe src="/book/ppo/"></iframe>', /<iframe>/],
])("%s says nothing to those who cannot see it", (html, message) => {
  expect(faultsWith(`<div id="around">${html}</div>`)).toEqual([
    expect.objectContaining({ sought: "#around", message: expect.stringMatching(message) }),
  ]);
});

test.each([
  '<img src="/book/a.svg" alt="">',
  "<svg><title>S</title><path/></svg>",
  '<button aria-label="B"><span aria-hidden="true"><svg></svg></span></button>',
  "<figure><figcaption>F</figcaption></figure>",
])("%s is right", (html) => expect(faultsWith(html)).toEqual([]));

test("folders of chapters have names that differ", () => {
  expect(folderFaults(["00-home", "05-ppo", "06-gpt-3-5-line"])).toEqual([]);
  expect(folderFaults(["05-a", "05-b", "06-a", "7-c", "08-C"])).toEqual([
    expect.stringMatching(/^chapters\/05-b\/index\.mdx:1:1: The number 05 is that of chapters\/05-a already/),
    expect.stringMatching(/^chapters\/06-a\/index\.mdx:1:1: The address a\/ is that of chapters\/05-a already/),
    expect.stringMatching(/"7-c" has to be two digits/),
    expect.stringMatching(/"08-C" has to be two digits/),
  ]);
});

describe("a fault is told", () => {
  const mdx = `---
title: T
---

A [link](../06-next/index.mdx#lost), <a href="/lost/">another</a>
and <Value of="train.loss" />.

<Figure id="hump" caption="H">

![H][pic]

</Figure>

\`\`\`ts cell id=twice
\`\`\`

[pic]: /lost.svg
`;
  const sources: Sources = {
    chapters: new Map([["05-ppo", mdx]]),
    astro: new Map([
      [
        "src/components/Foot.astro",
        '<footer>\n  <a href={link("about/")}>About</a>\n  <a href="#contents">C</a>\n</footer>',
      ],
    ]),
    base,
  };
  const element = { tag: "a", within: "", text: "it" };
  const told = (...faults: [page: string, sought: string, within?: string][]) =>
    tellSiteFaults(
      faults.map(([page, sought, within = ""]) => ({
        page,
        sought,
        message: "Wrong.",
        element: { ...element, within },
      })),
      sources,
    );

  test.each([
    ["/book/next/#lost", "5:3"], // a Markdown link
    ["/book/lost/", "5:41"], // in HTML
    ["#cell-train", "6:12"], // what a component made of its attribute
    ["#figure-hump", "8:9"],
    ["/book/lost.svg", "17:1"], // a definition
    ["#cell-twice", "14:1"], // a cell's own id
  ])("at the line of the chapter that has %s", (sought, place) => {
    expect(told(["ppo/index.html", sought])).toEqual([`chapters/05-ppo/index.mdx:${place}: Wrong.`]);
  });

  test("once, in the file that writes it into many pages", () => {
    expect(told(["index.html", "/book/about/"], ["ppo/index.html", "/book/about/"])).toEqual([
      "src/components/Foot.astro:2:12: Wrong. It is in 2 pages, the first of them /book/index.html.",
    ]);
    expect(told(["index.html", "#contents"])).toEqual([
      "src/components/Foot.astro:3:11: Wrong. It is in /book/index.html.",
    ]);
  });

  test("in the page, where nothing else is known", () => {
    expect(told(["index.html", "/book/made/", "around"])).toEqual([
      "dist/index.html: Wrong. A component or layout made it, in /book/index.html, within #around, at “it”.",
    ]);
  });
});
