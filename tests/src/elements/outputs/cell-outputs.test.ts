import { beforeEach, describe, expect, test, vi } from "vitest";
import { CellOutputs } from "../../../../src/elements/outputs/cell-outputs.ts";
import type { Output } from "../../../../src/notebook/output/output.ts";
import { textOutput } from "../cell-markup.ts";

let box: HTMLElement;
let outputs: CellOutputs;

beforeEach(() => {
  document.body.innerHTML = `<div class="box" style="width: 600px"><div>old 1</div><div>old 2</div></div>`;
  box = document.querySelector(".box")!;
  outputs = new CellOutputs(box);
});

const shown = () => [...box.children].map((one) => one.textContent.trim());
const show = (...texts: string[]) => texts.forEach((text, index) => outputs.show(index, textOutput(text)));

describe("a run", () => {
  test("leaves the former outputs, marked as old, until there are new ones", async () => {
    outputs.expectNew();
    expect([shown(), box.hasAttribute("data-old")]).toEqual([["old 1", "old 2"], true]);
    show("new 1");
    expect(box.hasAttribute("data-old")).toBe(false);
    await expect.poll(shown).toEqual(["new 1", "old 2"]);
    const areOld = () => [...box.children].map((slot) => slot.hasAttribute("data-old"));
    expect(areOld()).toEqual([false, true]);
    outputs.end();
    expect([shown(), areOld()]).toEqual([["new 1"], [false]]);
  });

  test("keeps every output as high as it was until its end", async () => {
    (box.children[0] as HTMLElement).innerHTML = `<p style="height: 300px">old</p>`;
    const heights = () => [...box.children].map((slot) => Math.round(slot.getBoundingClientRect().height));
    const [high, low] = heights();
    expect(high).toBeGreaterThan(250);
    outputs.expectNew();
    // The observer's first word is of the width that it has anyway.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    show("small");
    outputs.rest();
    expect(heights()).toEqual([high, low]);
    show("small", "small", "one more");
    outputs.rest();
    expect(heights().slice(0, 2)).toEqual([high, Math.max(low!, heights()[1]!)]);
    outputs.end();
    expect(heights()[0]).toBeLessThan(100);
  });

  test("lets go of the heights when the width is another", async () => {
    outputs.adopt([textOutput("a"), textOutput("b")]);
    outputs.expectNew();
    const slot = box.children[0] as HTMLElement;
    expect(slot.style.minBlockSize).toMatch(/px$/);
    box.style.width = "300px";
    await expect.poll(() => slot.style.minBlockSize).toBe("");
  });

  test("that shows nothing leaves nothing", () => {
    outputs.expectNew();
    outputs.end();
    expect([shown(), box.hidden]).toEqual([[], true]);
  });

  test("shows all of it at its end, and when it rests", () => {
    outputs.expectNew();
    show("1", "2");
    outputs.rest();
    expect(shown()).toEqual(["1", "2"]);
    show("1", "3", "4");
    outputs.end();
    expect(shown()).toEqual(["1", "3", "4"]);
    expect(box.hidden).toBe(false);
  });

  test("draws what changes many times within a frame once", async () => {
    outputs.expectNew();
    const drawn = vi.fn();
    new MutationObserver(drawn).observe(box, { subtree: true, childList: true, characterData: true });
    for (let step = 0; step < 50; step++) show(`step ${step}`);
    await expect.poll(shown).toContain("step 49");
    expect(drawn.mock.calls.length).toBeLessThan(5);
  });

  test("keeps the elements of an output that is replaced", () => {
    outputs.expectNew();
    show("loss 2.1");
    outputs.rest();
    const element = box.children[0]!.firstElementChild;
    show("loss 1.7");
    outputs.rest();
    expect(box.children[0]!.firstElementChild).toBe(element);
    expect(shown()[0]).toBe("loss 1.7");
  });

  test("draws in a tab that is not seen, too", () => {
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    outputs.expectNew();
    show("read by a script");
    expect(shown()).toContain("read by a script");
  });

  test("may begin again before anything of it was drawn", () => {
    outputs.expectNew();
    show("of the first");
    outputs.expectNew();
    show("of the second");
    outputs.end();
    expect(shown()).toEqual(["of the second"]);
  });
});

describe("runs at a slider's move", () => {
  const move = (...texts: string[]) => {
    outputs.expectNew(true);
    show(...texts);
    outputs.end();
  };

  test("that come faster than frames are drawn once, as the last of them was", async () => {
    const drawn = vi.fn();
    new MutationObserver(drawn).observe(box, { subtree: true, childList: true, characterData: true });
    for (let at = 0; at < 20; at++) move(`at ${at}`, "words");
    expect(shown()).toEqual(["old 1", "old 2"]);
    expect(outputs.outputs).toEqual([textOutput("at 19"), textOutput("words")]);
    await expect.poll(shown).toEqual(["at 19", "words"]);
    expect(drawn).toHaveBeenCalledOnce();
  });

  test("leave nothing of a former one that showed more, drawn or not", async () => {
    move("1", "2", "3");
    move("1");
    await expect.poll(shown).toEqual(["1"]);
    move("1", "2", "3");
    await expect.poll(shown).toEqual(["1", "2", "3"]);
    move("2");
    expect(outputs.outputs).toEqual([textOutput("2")]);
    await expect.poll(shown).toEqual(["2"]);
    outputs.expectNew(true);
    outputs.end();
    await expect.poll(() => box.hidden).toBe(true);
  });

  test("do not measure what is there", () => {
    outputs.expectNew(true);
    const [slot] = box.children as HTMLCollectionOf<HTMLElement>;
    expect([slot!.style.minBlockSize, slot!.hasAttribute("data-old")]).toEqual(["", false]);
  });

  test("leave an output alone that they do not change", async () => {
    move("a", "b");
    await expect.poll(shown).toEqual(["a", "b"]);
    box.children[1]!.append("by its element");
    move("c", "b");
    await expect.poll(shown).toEqual(["c", "bby its element"]);
  });

  test("make the box as high as what they show, and the page lays out nothing else meanwhile", async () => {
    const [height, end] = [
      () => box.getBoundingClientRect().height,
      () => box.lastElementChild!.getBoundingClientRect(),
    ];
    for (const text of ["one", "one\ntwo\nthree", "one\ntwo"]) {
      outputs.expectNew(true);
      show("first", text);
      outputs.end();
      await new Promise(requestAnimationFrame);
      await expect.poll(shown).toEqual(["first", text]);
      expect(box.style.contain).toContain("size");
      expect(height()).toBeCloseTo(end().bottom - box.getBoundingClientRect().top, 3);
    }
    outputs.expectNew();
    expect(box.style.contain).toBe("");
  });

  test("are over before one that the reader asks for begins", () => {
    move("moved");
    outputs.expectNew();
    expect(shown()).toEqual(["moved"]);
  });

  test("are drawn at once where nobody looks", () => {
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    move("read by a script");
    expect(shown()).toEqual(["read by a script"]);
  });
});

test("what is printed for several positions within a frame is drawn once", async () => {
  outputs.adopt([textOutput("a"), textOutput("b"), textOutput("c")]);
  outputs.adopt([textOutput("d")]);
  expect(shown()).toEqual(["old 1", "old 2"]);
  await expect.poll(shown).toEqual(["d"]);
});

test("cleared, there is nothing", () => {
  outputs.expectNew();
  show("1");
  outputs.clear();
  expect([shown(), box.hidden]).toEqual([[], true]);
});

test("a chart is drawn anew for another width, a text is not", async () => {
  const chart: Output = {
    kind: "chart",
    chart: {
      kind: "line",
      x: "step",
      y: "loss",
      series: [
        {
          name: "loss",
          points: [
            [0, 2],
            [1, 1],
          ],
        },
      ],
    },
  };
  outputs.adopt([textOutput("text"), chart]);
  await expect.poll(() => box.querySelector("svg.chart")).not.toBeNull();
  const width = () => Number(box.querySelector("svg.chart")!.getAttribute("width"));
  const [before, text] = [width(), box.children[0]!.firstElementChild];
  box.style.width = "400px";
  await expect.poll(width).toBeLessThan(before);
  expect(box.children[0]!.firstElementChild).toBe(text);
});
