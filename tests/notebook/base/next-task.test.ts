import { describe, expect, it } from "vitest";
import { nextTask, taskByMessage } from "../../../src/notebook/base/next-task.ts";
import { FakeClock } from "../fake-clock.ts";

/** A channel that delivers the messages that `isKept` lets through. */
function channel(isKept: () => boolean): MessageChannel {
  const port1 = { onmessage: null as (() => void) | null };
  const port2 = { postMessage: () => void (isKept() && setImmediate(() => port1.onmessage?.())) };
  return { port1, port2 } as unknown as MessageChannel;
}

async function order(next: () => Promise<void>): Promise<string[]> {
  const said: string[] = [];
  setImmediate(() => said.push("a task before"));
  const turn = next().then(() => said.push("next"));
  await Promise.resolve().then(() => said.push("a promise"));
  await turn;
  return said;
}

describe("the next task", () => {
  it("comes after promises, and after tasks that were there", async () => {
    const expected = ["a promise", "a task before", "next"];
    expect(await order(nextTask)).toEqual(expected);
    expect(await order(taskByMessage(channel(() => true)))).toEqual(expected);
  });

  it("comes although its message was lost, and those that follow come in their order", async () => {
    let sent = 0;
    const clock = new FakeClock();
    const next = taskByMessage(
      channel(() => ++sent > 1),
      50,
      clock,
    );
    let isOver = false;
    const lost = next().then(() => (isOver = true));
    await clock.pass(49);
    expect(isOver).toBe(false);
    await clock.pass(1);
    await lost;
    const said: number[] = [];
    await Promise.all([1, 2, 3].map((n) => next().then(() => said.push(n))));
    expect(said).toEqual([1, 2, 3]);
  });

  it("is one task, though messages come late", async () => {
    const clock = new FakeClock();
    const late = { port1: { onmessage: null as (() => void) | null }, port2: { postMessage() {} } };
    const next = taskByMessage(late as unknown as MessageChannel, 20, clock);
    await clock.until(next());
    expect(() => late.port1.onmessage?.()).not.toThrow();
    await clock.until(next());
  });
});
