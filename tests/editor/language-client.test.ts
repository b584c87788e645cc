import { expect, test, vi } from "vitest";
import { type Answer, LanguageClient, type LanguageWorker, type Question } from "../../src/editor/language-client.ts";

function fakeWorker() {
  const questions: Question[] = [];
  const worker: LanguageWorker = {
    postMessage: (question) => questions.push(question),
    terminate: vi.fn(),
    onmessage: null,
    onerror: null,
  };
  const answer = (data: Answer) => worker.onmessage!({ data } as MessageEvent<Answer>);
  return { worker, questions, answer };
}

const cells = () => [{ id: "a", source: "1" }];

test("the worker starts with the first question, and hears of cells once", async () => {
  const { worker, questions, answer } = fakeWorker();
  const create = vi.fn(() => worker);
  const client = new LanguageClient(create, cells);
  expect(create).not.toHaveBeenCalled();
  const [first, second] = [client.ask("problems", "a"), client.ask("format", "a")];
  expect(create).toHaveBeenCalledOnce();
  expect(questions.map((one) => one.cells?.length ?? null)).toEqual([1, null]);
  answer({ number: 2, value: [] });
  answer({ number: 1, value: [{ from: 0, to: 1, message: "no", code: 1 }] });
  expect(await second).toEqual([]);
  expect(await first).toHaveLength(1);
});

test("a failed answer is null, and the next question is asked", async () => {
  const { worker, answer } = fakeWorker();
  const client = new LanguageClient(() => worker, cells);
  const failed = client.ask("format", "a");
  answer({ number: 1, failed: "a bug", isFatal: false });
  expect(await failed).toBeNull();
  const next = client.ask("format", "a");
  answer({ number: 2, value: [] });
  expect(await next).toEqual([]);
});

test("without the worker every answer is null, and after a while it is tried again", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const { worker, questions } = fakeWorker();
  const create = vi.fn(() => worker);
  const client = new LanguageClient(create, cells);
  const waiting = [client.ask("format", "a"), client.ask("problems", "a")];
  worker.onerror!({ preventDefault() {} } as ErrorEvent);
  expect(await Promise.all(waiting)).toEqual([null, null]);
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(await client.ask("format", "a")).toBeNull();
  vi.advanceTimersByTime(10_001);
  void client.ask("format", "a");
  expect(create).toHaveBeenCalledTimes(2);
  expect(questions.at(-1)!.cells).toEqual(cells());
  vi.useRealTimers();
});

test("an answer that is none counts as no answer, and a message that is none is not heard", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { worker, questions } = fakeWorker();
  const client = new LanguageClient(() => worker, cells);
  const say = (data: unknown) => worker.onmessage!({ data } as MessageEvent);
  const wrong = [
    [{ from: 0, to: "1", message: "no", code: 1 }],
    [{ from: 5, to: 1, message: "no", code: 1 }],
    [{ from: 0, to: 1, message: ["<b>"], code: 1 }],
    { length: 1e9 },
    null,
  ];
  for (const value of wrong) {
    const asked = client.ask("problems", "a");
    for (const data of [null, "ready", {}, { number: "1" }, { number: -1 }, { number: 1e9, value: [] }, new Map()])
      say(data);
    say({ number: questions.at(-1)!.number, value });
    expect(await asked).toBeNull();
  }
  const asked = client.ask("problems", "a");
  say({ number: questions.at(-1)!.number, value: [{ from: 0, to: 1, message: "no", code: 1, html: "<b>" }] });
  expect(await asked).toEqual([{ from: 0, to: 1, message: "no", code: 1 }]);
  warn.mockRestore();
});
