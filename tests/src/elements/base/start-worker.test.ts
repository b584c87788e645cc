import { expect, test } from "vitest";
import { startWorker } from "../../../../src/elements/base/start-worker.ts";

/** A module that answers with what it is told and its own name. */
function file(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

const echo = file("onmessage = ({ data }) => postMessage([self.name, data]);");

function answers(worker: Worker, count: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => seen.push(data) === count && resolve(seen);
  });
}

test("messages that come before the file is there are kept, in order", async () => {
  const worker = startWorker(echo, "cells");
  const seen = answers(worker, 3);
  for (const data of [1, 2, 3]) worker.postMessage(data);
  expect(await seen).toEqual([1, 2, 3].map((data) => ["cells", data]));
  worker.terminate();
});

test("each is given once, also after the file has come", async () => {
  const worker = startWorker(echo);
  worker.postMessage("early");
  await answers(worker, 1);
  const late = answers(worker, 1);
  worker.postMessage("late");
  expect(await late).toEqual([["", "late"]]);
  worker.terminate();
});

test("a port that comes early still works", async () => {
  const worker = startWorker(file("onmessage = ({ ports }) => ports[0].postMessage('here');"));
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  expect(await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)))).toBe("here");
  worker.terminate();
});

test("a file that does not come is an error of the worker", async () => {
  const worker = startWorker("/no-such-worker.js");
  const message = await new Promise((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(event.message);
    };
  });
  expect(message).toMatch(/dynamically imported module/);
  worker.terminate();
});
