import { expect, test, vi } from "vitest";
import { Trainer } from "../../../src/labeler/ask-trainer.ts";
import { roundOf } from "../elements/labeler/fake-trainer.ts";

/** A worker by hand. */
function begin() {
  const worker = { postMessage: vi.fn(), terminate: vi.fn(), onmessage: null as ((event: unknown) => void) | null };
  const handlers = worker as unknown as Worker;
  const trainer = new Trainer(handlers);
  return { worker, trainer, handlers, say: (data: unknown) => worker.onmessage!({ data }) };
}

test("a training's rounds and its end come to who began it, answers to who asked", async () => {
  const { worker, trainer, say } = begin();
  const round = vi.fn();
  const training = trainer.train({ kind: "go on", rounds: 2 }, { round });
  const answer = trainer.ask(["a"], ["sft"], 1);
  const other = trainer.ask(["b"], ["sft"], 1);
  expect(worker.postMessage.mock.calls.map(([order]) => (order as { kind: string }).kind)).toEqual([
    "go on",
    "ask",
    "ask",
  ]);
  say({ kind: "answers", id: 2, answers: { sft: ["two"] } });
  say({ kind: "round", round: roundOf(1) });
  say({ kind: "answers", id: 1, answers: { sft: ["one"] } });
  say({ kind: "trained", rounds: 1, isStopped: true, isKept: true, seconds: 2 });
  expect([await answer, await other]).toEqual([{ sft: ["one"] }, { sft: ["two"] }]);
  expect(await training).toMatchObject({ rounds: 1, isStopped: true });
  expect(round).toHaveBeenCalledExactlyOnceWith(roundOf(1));
  expect(trainer.hasModel).toBe(true);
});

test("a problem is thrown where it belongs", async () => {
  const { trainer, say } = begin();
  const training = trainer.train({ kind: "go on", rounds: 2 }, { round: () => {} });
  const answer = trainer.ask(["a"], ["yours"], 1);
  say({ kind: "problem", id: 1, message: "no model" });
  await expect(answer).rejects.toThrow("no model");
  say({ kind: "problem", id: 0, message: "no memory" });
  await expect(training).rejects.toThrow("no memory");
});

test.each([
  ["a reply of no kind", { kind: "other" }],
  ["numbers as text", { kind: "trained", rounds: "1", isStopped: true, isKept: true, seconds: 2 }],
  ["nothing", null],
])("what does not fit ends all that waits: %s", async (_, data) => {
  const { trainer, say } = begin();
  const waiting = [trainer.train({ kind: "go on", rounds: 2 }, { round: () => {} }), trainer.ask(["a"], ["sft"], 1)];
  say(data);
  for (const one of waiting) await expect(one).rejects.toThrow("should be");
});

test("a worker that fails ends all that waits", async () => {
  const { trainer, handlers } = begin();
  const answer = trainer.ask(["a"], ["sft"], 1);
  handlers.onerror!({ preventDefault: () => {}, message: "broken" } as ErrorEvent);
  await expect(answer).rejects.toThrow("broken");
});

test("two trainings at a time are refused", async () => {
  const { trainer, handlers } = begin();
  const first = trainer.train({ kind: "go on", rounds: 2 }, { round: () => {} });
  expect(() => trainer.train({ kind: "go on", rounds: 2 }, { round: () => {} })).toThrow("A training runs already.");
  handlers.onerror!({ preventDefault: () => {}, message: "over" } as ErrorEvent);
  await expect(first).rejects.toThrow("over");
});
