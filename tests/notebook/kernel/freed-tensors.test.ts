import { expect, test } from "vitest";
import { FakeNotebook } from "../fake-notebook.ts";

const tensor = "{ isDisposed: false, dataSync: () => [1], dispose() { this.isDisposed = true; } }";

const notesOf = async (page: FakeNotebook, id: string): Promise<string[]> =>
  (await page.run(id)).outputs.flatMap((output) =>
    output.kind === "text" && output.by === "notebook" ? [output.text] : [],
  );

test("who frees what another cell holds is told what, once", async () => {
  const page = new FakeNotebook({
    init: `const policy = { wte: ${tensor}, wpe: ${tensor} }, other = ${tensor};`,
    own: `const mine = ${tensor}; mine.dispose();`,
    frees: "policy.wpe.dispose();",
    after: "other.isDisposed",
  });
  await page.run("init");
  expect(await notesOf(page, "own")).toEqual([]);
  expect(await notesOf(page, "frees")).toEqual([
    "This cell freed tensors that another one holds: policy of the cell “init”. Run that cell again before they are used.",
  ]);
  expect(await notesOf(page, "after")).toEqual([]);
  expect(await notesOf(page, "init")).toEqual([]);
});

test("also when it then fails", async () => {
  const page = new FakeNotebook({ init: `const w = ${tensor};`, frees: 'w.dispose(); throw new Error("late");' });
  expect((await notesOf(page, "frees"))[0]).toContain("w of the cell “init”");
});
