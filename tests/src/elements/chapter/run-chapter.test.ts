import { beforeEach, expect, test, vi } from "vitest";
import { runChapter } from "../../../../src/elements/chapter/run-chapter.ts";

const { runCells } = vi.hoisted(() => ({ runCells: vi.fn() }));
vi.mock("../../../../src/elements/run/notebook.ts", () => ({ runCells }));

const cell = (id: string) => document.querySelector<HTMLElement>(`[data-cell="${id}"]`)!;
const results = (ids: string[], state: string) => new Map(ids.map((id) => [id, { state }]));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  document.body.innerHTML = ["a", "b", "c"].map((id) => `<code-cell data-cell="${id}"></code-cell>`).join("");
  runCells.mockReset().mockImplementation(async (ids: string[]) => results(ids, "done"));
});

test("it counts while it runs, and not after", async () => {
  const said: string[] = [];
  runCells.mockImplementation(async (ids: string[]) => {
    for (const [running, queued] of [
      ["a", ["b", "c"]],
      ["b", ["c"]],
      ["c", []],
    ] as const) {
      cell(running).dataset.state = "running";
      for (const id of queued) cell(id).dataset.state = "queued";
      vi.advanceTimersByTime(250);
      cell(running).dataset.state = "done";
    }
    return results(ids, "done");
  });
  await runChapter((text) => said.push(text));
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["0 of 3", "1 of 3", "2 of 3", "all done"]);
});

test.each([
  ["error", "done, 3 with an error"],
  ["stopped", "stopped"],
])("that a run ended with %s is said, and nothing is run again", async (state, words) => {
  const said: string[] = [];
  runCells.mockImplementation(async (ids: string[]) => results(ids, state));
  await runChapter((text) => said.push(text));
  expect([said, runCells.mock.calls.length]).toEqual([[words], 1]);
});

test("a run that throws counts no further", async () => {
  const said: string[] = [];
  runCells.mockRejectedValue(new Error("gone"));
  await expect(runChapter((text) => said.push(text))).rejects.toThrow("gone");
  vi.advanceTimersByTime(1000);
  expect(said).toEqual([]);
});
