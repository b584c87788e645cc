import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changed, openBook, placeOf, smallChapter } from "./small-book.ts";

/** Every kind of fault is told in its line and column, and nothing else is. */
let book: ReturnType<typeof openBook>;
beforeAll(() => void (book = openBook()));
afterAll(() => book.close());

test("a right chapter has no faults", () => expect(book.faults(smallChapter)).toEqual([]));

/** That becomes this, and is told at `at`, a piece of the changed text. */
type Change = [that: string, instead: string, at: string, message: RegExp];

function isTold(that: string, instead: string, at: string, message: RegExp): void {
  const text = changed(that, instead);
  const faults = book.faults(text);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(message);
  expect(faults[0]).toMatch(new RegExp(`^${placeOf(text, at)}: [A-Z<"].*[.?]$`));
}

describe("components", () => {
  test.each<Change>([
    [
      '<StepPicture step="sft" />',
      '<StepPictur step="sft" />',
      "<StepPictur",
      /no component <StepPictur>; did you mean <StepPicture>\?/,
    ],
    ['<StepPicture step="sft" />', "<Sandwich />", "<Sandwich", /no component <Sandwich>. A chapter has: AllSymbols, /],
    [
      '<StepPicture step="sft" />',
      '<RunNow cell="draw" />',
      "<RunNow",
      /<RunNow> is not handed to this chapter: add it to the `components` of src\/pages\/\[chapter\]\.astro/,
    ],
    [
      'caption="A hump."',
      'captoin="A hump."',
      "captoin",
      /<Figure> has no attribute "captoin"; did you mean "caption"\?/,
    ],
    ['caption="A hump."', 'number="7" caption="A hump."', "number", /"number" of <Figure> is set by the book itself/],
    [' caption="A hump."', "", "<Figure", /<Figure> needs "caption", a text/],
    [
      'step="sft"',
      'step="stf"',
      'step="stf"',
      /step has to be "sft", "rm" or "ppo", and is the text "stf"; did you mean "sft"\?/,
    ],
    ["digits={2}", 'digits="2"', 'digits="2"', /digits has to be a number, and is the text "2". Write digits=\{2\}\./],
    ["digits={2}", "digit={2}", "digit=", /<Measured> has no attribute "digit"; did you mean "digits"\?/],
    ["percent />", 'percent="yes" />', "percent=", /percent has to be true or false/],
    ["percent />", "percent percent />", "percent />", /<Measured> has "percent" twice/],
    ['  x="step"\n', "", "<MeasuredChart", /<MeasuredChart> needs "x", a text/],
    [
      '  x="step"',
      '  x="step"\n  xDomian={[0, 1]}',
      "xDomian",
      /<MeasuredChart> has no attribute "xDomian"; did you mean "xDomain"\?/,
    ],
    ["xDomain={[0, 1]}", "xDomain={[0, 1, 2]}", "xDomain", /xDomain has to be a list of 2, and is a list of 3/],
    ["xDomain={[0, 1]}", 'xDomain={[0, "1"]}', "xDomain", /xDomain\[1\] has to be a number/],
    ['label: "half"', 'lable: "half"', "lines=", /lines\[0\] has no "lable"; did you mean "label"\?/],
    ['series={{ "M": { size: "M" } }}', 'series={{ "M": "M" }}', "series=", /series\.M has to be a record/],
  ])("%s -> %s", isTold);

  test("take what is computed, spread or defined by the chapter itself", () => {
    expect(book.faults(changed("digits={2}", "digits={1 + 1}"))).toEqual([
      expect.stringContaining('"digits" has to be written out'), // remark-values: a number in the text is a literal
    ]);
    const own = 'export const Own = () => null\n\n<Own any="thing" />\n\n<StepPicture {...{ step: "sft" }} />';
    expect(book.faults(changed('<StepPicture step="sft" />', own))).toEqual([]);
  });
});

describe("formulas", () => {
  test.each<Change>([
    ["\\frac{x_t}{2}", "\\frac{x_t}{", "{\n\\tag{1}", /cannot be read: .* A \{ is not closed/],
    ["\\frac{x_t}{2}", "x_t +\n  \\sqr{x_t}", "\\sqr", /Undefined control sequence: \\sqr/],
    ["with $x_t$,", "with $x_t^{$,", "{$,", /cannot be read: .* A \{ is not closed/],
    ["with $x_t$,", "with\n$x_t$ and $x_t \\frac t$,", "$,", /end of the formula/],
    ["with $x_t$,", "with $x_t$ and $x_t,", "$x_t,", /no closing \$/],
    ["\\tag{1}\n$$", "\\tag{1}", "$$", /has no end: close it with \$\$/],
    ["with $x_t$,", "with $x_t$, $y$,", "$y$", /symbols that nothing explains: y/],
    ['  "t": a place', '  "t": a place\n  "q": nothing', '"q"', /"symbols" explains q, which no formula has/],
    ['  "t": a place', '  "t": 5', '"t": 5', /"t" in "symbols" needs its meaning, a line of text/],
    ["the token at $t$", "the token at $\\\\frac{t$", '"x_t"', /"x_t" in "symbols": The formula cannot be read/],
  ])("%j -> %j", isTold);

  test("money has its sign escaped", () => {
    expect(book.faults(changed("with $x_t$,", "with $x_t$ for \\$5,"))).toEqual([]);
  });
});

describe("what cannot be parsed", () => {
  test.each<Change>([
    [
      "with $x_t$,",
      "with $x_t {a,",
      "$x_t {a,",
      /begins here has no closing \$, and so the text cannot be read in line \d+: .*closing brace/,
    ],
    ["with $x_t$,", "with {a b},", " b}", /A brace that is text is written \\\{/],
    ["</Figure>", "", '<Figure id="hump"', /closing tag for `<Figure>`.* Every <Name> needs its <\/Name>/],
    ["with $x_t$,", "where 1 <2,", "2,", /A < that is text is written &lt;/],
  ])("%j -> %j", isTold);
});

describe("front matter", () => {
  test.each<Change>([
    ["title: A small chapter\n", "", "---", /needs "title", a line of text/],
    ["short: Small\n", "", "---", /needs "short", a title for menus/],
    ["description: What", "descripton: What", "descripton", /needs "description", .*"descripton" may be a misspelling/],
    ["goals:\n  - read it\n", "", "---", /needs "goals", a list/],
    ["goals:\n  - read it\n", "goals:\n", "goals", /"goals" of the front matter has to be a list .*; it is empty/],
    ["  - read it", "  - read: it", "goals", /between quotes where it has a colon/],
    ["time: 1 minute\n", "", "---", /needs "time", a line of text that says how long/],
    ["time: 1 minute", "time: 5", "time", /"time" of the front matter has to be a line of text .*, between quotes/],
    ["time: 1 minute", "time: 1 minute\nlayuot: x", "layuot", /has no "layuot"; it has title, short/],
    ["time: 1 minute", "time: 1: minute", "1: minute", /cannot be read: Nested mappings.* between quotes/],
    ["title: A small", "title: 'A small", "---\n\nText", /cannot be read: Missing closing 'quote/],
    [smallChapter.slice(0, smallChapter.indexOf("Text with")), "", "Text", /A chapter begins with its front matter/],
  ])("%j -> %j", isTold);
});

describe("images", () => {
  test.each<Change>([
    ["![A hump](./hump.svg)", "![](./hump.svg)", "![]", /image \.\/hump\.svg has no text.*: write !\[what it shows\]/],
    ["![A hump](./hump.svg)", '<img src="./hump.svg" />', "<img", /no text for those who cannot see it: write alt=/],
    ["![A hump](./hump.svg)", '<img alt=" " src="/there.svg" />', "<img", /no text for those who cannot see it/],
    ["![A hump](./hump.svg)", "![A hump](./hunp.svg)", "![A", /not there: put it at chapters\/05-small\/hunp\.svg/],
    ["![A hump](./hump.svg)", "![A hump](/gone.svg)", "![A", /not there: put it at public\/gone\.svg/],
    ["![A hump](./hump.svg)", "![A hump][it]\n\n[it]: ./gone.svg", "![A", /\.\/gone\.svg is not there/],
  ])("%j -> %j", isTold);

  test.each(["![A](/there.svg)", '<img alt="A" src="/there.svg?x#y" />', "![A](https://example.org/a.svg)"])(
    "%s is right",
    (image) => expect(book.faults(changed("![A hump](./hump.svg)", image))).toEqual([]),
  );
});

describe("what refers to something", () => {
  test.each<Change>([
    ["../01-gpt-basics/", "../01-gpt-basic/", "[link]", /no chapter 01-gpt-basic, .* Did you mean "01-gpt-basics"\?/],
    ["[link](../01-gpt-basics/index.mdx)", '<a href="../02-gpt/index.mdx#x">x</a>', "<a href", /no chapter 02-gpt, /],
    [
      '<Cite of="ouyang2022"',
      '<Cite of="ouyang2023"',
      "<Cite",
      /"ouyang2023" is not in .*bibliography\.ts. Did you mean "ouyang2022"\?/,
    ],
    [
      'of="runs" where',
      'of="run" where',
      "<Measured of",
      /public\/experiments has no run\.json \(there is: runs\.json\)/,
    ],
    ['<StepPicture step="sft" />', '<Source of="gpt.ts#forwrd" />', "<Source", /gpt\.ts has no "forwrd"/],
    ['<StepPicture step="sft" />', '<Value of="draw.loss" />', "<Value", /cell "draw" has no frozen outputs/],
    [
      '<Predict cell="draw">',
      '<Predict cell="drew">',
      "<Predict",
      /"drew" is no cell of this chapter. Did you mean "draw"\?/,
    ],
    ["## Exercises", '<Predict cell="draw">?</Predict>\n\n## Exercises', '<Predict cell="draw">?', /has two <Predict>/],
    [
      '<StepPicture step="sft" />',
      'See <Ref to="humpf" />.',
      '<Ref to="humpf"',
      /"humpf" is no figure or equation .*Did you mean "hump"\?/,
    ],
    [
      '<Ref to="hump" /> is',
      "It is",
      '<Figure id="hump"',
      /Figure 5\.1 has a number, and the text never refers to it: write <Ref to="hump" \/>/,
    ],
    ['from <Ref to="equation-1" />.', "from it.", "$$\n\\frac", /Equation 1 has a number.*or leave out \\tag\{1\}/],
    ["is drawn from", "is drawn by equation 1 from", "equation 1", /written by hand.*write <Ref to="equation-1" \/>/],
    ["is drawn from", "is drawn in Figure 5.1 from", "Figure 5.1", /written by hand.*write <Ref to="hump" \/>/],
  ])("%j -> %j", isTold);

  test("a tag that does not count is told, and what then refers to nothing", () => {
    expect(book.faults(changed("\\tag{1}", "\\tag{2}"))).toEqual([
      expect.stringMatching(/\\tag\{2\}, and it is number 1: write \\tag\{1\}/),
      expect.stringMatching(/Equation 2 has a number/),
      expect.stringMatching(/Ref to="equation-1" is no figure or equation/),
    ]);
  });

  test.each(["It is equation 1 of the paper,", "The paper's equation 1,"])("%s is another's", (said) => {
    expect(book.faults(changed("Text with", said))).toEqual([]);
  });
});

describe("what is there twice", () => {
  test.each<Change>([
    ["## Exercises", "## First *heading*", "## First *heading*", /"First heading" is already in line 2\d/],
    ["## Exercises", "##", "##\n\n<Exercise", /heading is empty/],
    ["cell id=ex-do", "cell id=draw", "```ts cell id=draw\ncheck", /Cell id "draw" is already used in line \d+/],
    [
      "</Figure>\n",
      '</Figure>\n\n<Figure id="hump" caption="B" />\n',
      '<Figure id="hump" caption="B"',
      /A figure needs an id of its own/,
    ],
  ])("%j -> %j", (that, instead, at, message) => {
    if (instead !== "cell id=draw") return isTold(that, instead, at, message);
    const text = changed(that, instead);
    expect(book.faults(text)).toContainEqual(expect.stringMatching(message));
    expect(book.faults(text)).toContainEqual(expect.stringMatching(new RegExp(`^${placeOf(text, at)}: `)));
  });
});

describe("cells and exercises", () => {
  test.each<Change>([
    ["```ts cell id=draw", "```ts cell id=draw kept", "```ts cell id=draw", /"kept" is none of a cell's words/],
    ["<Solution>\n\n```ts solution\nconst a = 1;\n```\n\n</Solution>", "", "<Exercise", /"ex-do" needs a <Solution>/],
  ])("%j -> %j", (that, instead, at, message) => {
    const text = changed(that, instead);
    const told = book.faults(text).filter((fault) => message.test(fault));
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${placeOf(text, at)}: `))]);
  });
});

test("all faults of a chapter are told, in its order", () => {
  const broken = smallChapter
    .replace('step="sft"', 'stap="sft"')
    .replace("\\frac{x_t}{2}", "\\frac{x_t}{")
    .replace("time: 1 minute\n", "")
    .replace("![A hump]", "![]")
    .replace('<Cite of="ouyang2022"', '<Cite of="ouyang2023"');
  const places = book.faults(broken).map((fault) => Number.parseInt(fault, 10));
  expect(places).toHaveLength(5);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
