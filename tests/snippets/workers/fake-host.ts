/** Second workers that live in the first one, for tests of what they may do wrong. */
import type { Line, Order, Reply, SecondWorkerHost } from "../../../snippets/workers/second-worker.ts";
import { serveOrders } from "../../../snippets/workers/worker-server.ts";

export type Hear = (reply: Reply) => void;
export type Lose = (why: string) => void;

/** How a second worker treats an order. */
export type Manner = (order: Order, hear: Hear, lose: Lose) => void;

/** Does what it is asked. */
export const obey: Manner = (order, hear) => serveOrders((reply) => reply !== "ready" && hear(reply))(order);

/** Does what it is asked, but for one order; they count from 1. */
export function obeyBut(nth: number, manner: Manner): Manner {
  let orders = 0;
  return (order, hear, lose) => (++orders === nth ? manner : obey)(order, hear, lose);
}

/** What may go wrong, and what is said about it then. */
export const misbehaviour: [string, RegExp, Manner][] = [
  ["never answers", /does not answer/, () => {}],
  ["dies", /ended/, (_, __, lose) => lose("ended")],
  [
    "fails at something that works here",
    /failed \(out of memory\)/,
    ({ id }, hear) => hear({ id, problem: "out of memory" }),
  ],
];

/** A host that remembers what it told, and how many workers it ended. */
export function fakeHost(answer: Manner) {
  const host = {
    notes: [] as string[],
    ended: 0,
    patience: 20,
    tell: (note: string) => void host.notes.push(note),
    start(hear: Hear, lose: Lose): Line {
      hear("ready");
      return {
        send(order, transfer) {
          const arrived = structuredClone(order, { transfer });
          setTimeout(() => answer(arrived, hear, lose));
        },
        end: () => void (host.ended += 1),
      };
    },
  };
  return host satisfies SecondWorkerHost;
}
