import { afterEach, expect, test, vi } from "vitest";
import type { Answer, Question } from "../../src/editor/language-client.ts";

/** The file of the worker, as a browser runs it: with a `self` that hears and answers. */
interface FakeSelf {
  onmessage?: (event: { data: Question }) => Promise<void>;
  postMessage(answer: Answer): void;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("types that cannot be fetched are told to whoever asks, and to nobody else", async () => {
  const answers: Answer[] = [];
  const self: FakeSelf = { postMessage: (answer) => answers.push(answer) };
  const fetch = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
  vi.stubGlobal("self", self);
  vi.stubGlobal("fetch", fetch);
  const uncaught = vi.fn();
  process.on("unhandledRejection", uncaught);
  await import("../../src/editor/language-worker.ts");
  // Rejections that nobody has taken by the next task are uncaught.
  await new Promise((resolve) => setImmediate(resolve));
  for (const number of [1, 2]) {
    await self.onmessage!({ data: { number, method: "complete", args: ["a", 0], cells: [] } });
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", uncaught);
  expect(uncaught).not.toHaveBeenCalled();
  expect(answers).toEqual([
    { number: 1, failed: "TypeError: Failed to fetch", isFatal: true },
    { number: 2, failed: "TypeError: Failed to fetch", isFatal: true },
  ]);
});
