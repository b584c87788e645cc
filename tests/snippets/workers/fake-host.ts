/** Other workers that live in the first one, for tests of what they may do wrong. */
import type { WorkerHandle, WorkerReply, WorkerRequest } from "../../../snippets/workers/line.ts";
import type { WorkerHost } from "../../../snippets/workers/pool.ts";
import { serveRequests } from "../../../snippets/workers/worker-server.ts";

export type Hear = (reply: WorkerReply) => void;
export type Lose = (why: string) => void;

/** How such a worker treats an order. */
export type Manner = (order: WorkerRequest, onMessage: Hear, onLost: Lose) => void;

/** Does what it is asked. */
export const obey: Manner = (order, onMessage) =>
  serveRequests((reply) => reply !== "ready" && onMessage(reply))(order);

/** Does what it is asked, but for one order; they count from 1. */
export function obeyBut(nth: number, manner: Manner): Manner {
  let orders = 0;
  return (order, onMessage, onLost) => (++orders === nth ? manner : obey)(order, onMessage, onLost);
}

/** What may go wrong, and what is said about it then. */
export const misbehaviour: [string, RegExp, Manner][] = [
  ["never answers", /does not answer/, () => {}],
  ["dies", /ended/, (_, __, onLost) => onLost("ended")],
  [
    "fails at something that works here",
    /failed \(out of memory\)/,
    ({ id }, onMessage) => onMessage({ id, problem: "out of memory" }),
  ],
];

/** A host that remembers what it told, and how many workers it ended; with this one, two work unless said. */
export function fakeHost(answer: Manner, workers = 2) {
  const host = {
    notes: [] as string[],
    ended: 0,
    timeoutMs: 200,
    crew: () => ({ learn: workers, read: workers }),
    // That the machine is busy depends on who else tests on it.
    tell: (note: string) => void (/machine is busy/.test(note) || host.notes.push(note)),
    start(onMessage: Hear, onLost: Lose): WorkerHandle {
      onMessage("ready");
      return {
        send(order, transfer) {
          const arrived = structuredClone(order, { transfer });
          setTimeout(() => answer(arrived, onMessage, onLost));
        },
        end: () => void (host.ended += 1),
      };
    },
  };
  return host satisfies WorkerHost;
}
