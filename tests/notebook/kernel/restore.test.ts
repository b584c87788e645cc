import { describe, expect, test } from "vitest";
import { planRuns, type PlannedCell, printedCells } from "../../../src/notebook/kernel/run-plan.ts";
import { analyse } from "../../../src/notebook/language/analyse.ts";
import type { Snapshot } from "../../../src/notebook/kernel/snapshot.ts";
import { FakeNotebook, textOf } from "../fake-notebook.ts";

/** A chapter in which a slow cell in the middle is kept. */
const book = {
  data: "const data = [1, 2, 3];",
  train: 'import { add } from "mini-rlhf/adder";\nshow("trains");\nlet model = { w: data.length }; const log = "long";',
  ask: "add(model.w, 1)",
};
const keptModel: Snapshot = { values: { model: { $: "record", entries: [["w", 3]] } } };

class BookNotebook extends FakeNotebook {
  kept: Record<string, Snapshot> = { train: keptModel };

  override async run(...ids: string[]) {
    const cells = Object.entries(this.cells).map(([id, source]) => ({
      id,
      source,
      original: book[id as keyof typeof book],
      ...(this.kept[id] ? { kept: this.kept[id] } : {}),
    }));
    await this.kernel.run(ids, cells);
    return { state: this.all("finished").at(-1)!.state, outputs: this.outputs.get(ids.at(-1)!) ?? [], error: null };
  }

  /** What was taken from the book and what ran, since the last call. */
  did() {
    const restored = this.all("restored").map(({ cell }) => cell);
    return { restored, ran: this.ran() };
  }
}

describe("a reader begins in the middle", () => {
  test("with the values of the book, and nothing above them runs", async () => {
    const page = new BookNotebook({ ...book });
    expect(textOf((await page.run("ask")).outputs)).toBe("4");
    expect(page.did()).toEqual({ restored: ["train"], ran: ["ask"] });
    await page.run("ask");
    expect(page.did()).toEqual({ restored: [], ran: ["ask"] });
  });

  test("the cell itself always runs when it is asked to", async () => {
    const page = new BookNotebook({ ...book });
    await page.run("train");
    expect(page.did()).toEqual({ restored: [], ran: ["data", "train"] });
    await page.run("ask");
    expect(page.did()).toEqual({ restored: [], ran: ["ask"] });
  });

  test("an edit above means that it is computed", async () => {
    const page = new BookNotebook({ ...book, data: "const data = [1];" });
    expect(textOf((await page.run("ask")).outputs)).toBe("2");
    expect(page.did()).toEqual({ restored: [], ran: ["data", "train", "ask"] });
  });

  test("an edit made later puts what was taken out of date", async () => {
    const page = new BookNotebook({ ...book });
    await page.run("ask");
    page.cells.data = "const data = [1, 2];";
    await page.run("data");
    expect(page.all("settled").at(-1)).toMatchObject({ stale: ["train", "ask"] });
    page.did();
    expect(textOf((await page.run("ask")).outputs)).toBe("3");
    expect(page.did()).toEqual({ restored: [], ran: ["train", "ask"] });
  });

  test("so does a cell above that now defines what another one did", () => {
    const cells = (sources: Record<string, string>): PlannedCell[] =>
      Object.entries(sources).map(([id, source]) => ({
        id,
        source,
        program: analyse(source),
        original: {
          source: "0",
          program: analyse("0"),
          ...(source === "x" ? { source, program: analyse(source) } : {}),
        },
      }));
    expect(printedCells(cells({ a: "0", b: "x" }))).toEqual(new Set(["a", "b"]));
    expect(printedCells(cells({ a: "let x = 1", b: "x" }))).toEqual(new Set());
  });

  test("a name that the book does not keep is computed", async () => {
    const page = new BookNotebook({ ...book, ask: "log + model.w" });
    expect(textOf((await page.run("ask")).outputs)).toBe("long3");
    expect(page.did()).toEqual({ restored: [], ran: ["data", "train", "ask"] });
  });

  test("what cannot be read is computed", async () => {
    const page = new BookNotebook({ ...book });
    const tensor = { $: "tensor" as const, file: "f", name: "w", shape: [1], isVariable: true };
    page.kept = { train: { values: { model: tensor } } };
    expect(textOf((await page.run("ask")).outputs)).toBe("4");
    expect(page.did()).toEqual({ restored: [], ran: ["data", "train", "ask"] });
  });

  test("says which cells run as the book ran them", async () => {
    const page = new BookNotebook({ ...book, ask: "model.w" });
    await page.run("data", "ask");
    expect(page.all("planned").at(-1)).toMatchObject({ cells: ["data", "ask"], printed: ["data"] });
  });
});

test("the plan takes only what it needs from the book", () => {
  const cells = ["a", "b", "c"].map((id, i, ids): PlannedCell => {
    const source = `const ${id} = ${i ? ids[i - 1] : 1};`;
    const program = analyse(source);
    return { id, source, program, original: { source, program }, kept: new Set([id]) };
  });
  expect(planRuns(["c"], cells, new Map())).toEqual({ restore: ["b"], run: ["c"] });
  expect(planRuns(["a", "c"], cells, new Map())).toEqual({ restore: ["b"], run: ["a", "c"] });
  expect(planRuns(["c"], cells, new Map(), false)).toEqual({ restore: [], run: ["a", "b", "c"] });
});
