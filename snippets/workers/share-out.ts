/**
 * Work in pieces that any worker can do: answers to write, texts to read. Who
 * has nothing to do takes the next piece, this worker too while it waits. A
 * piece whose worker is lost is open again.
 */
import type { Answer, Line } from "./line.ts";
import { nextTask } from "./next-task.ts";
import { othersFor, patience } from "./pool.ts";
import { writeTask } from "./task-message.ts";
import { type InputFor, type ModelFor, type OutputOf } from "./tasks.ts";
import { type TaskName, tasks } from "./tasks.ts";

/** All that give numbers; how to learn is train-step.ts's. */
type Name = Exclude<TaskName, "gradient">;

interface Piece {
  name: Name;
  model: unknown;
  input: unknown;
  output?: unknown;
  state: "open" | "away" | "done";
  /** with whom it is, and what comes of it */
  away?: { line: Line; answer: Promise<Answer> };
  /** only this worker can do it, as no message can hold its model */
  staysHere?: boolean;
  /** why another worker could not do it, and which */
  failed?: { line: Line; problem: string };
}

/** Of all that is wanted at the moment, first what others should take. */
let queue: Piece[] = [];
/** What this worker will do, if no other has time for it. */
let reserve: Piece[] = [];

/** Another worker always has so many pieces: it never waits for an order. */
const AHEAD = 2;

/**
 * Has a task done for every input, by all workers there are. Until the result
 * is there, the model must not change.
 * @returns to be called for the outputs, in order; meanwhile others begin, and
 *   then this worker helps
 */
export function shareOut<N extends Name>(
  name: N,
  model: ModelFor<N>,
  inputs: readonly InputFor<N>[],
): () => Promise<OutputOf<N>[]> {
  const began = performance.now();
  const pieces = inputs.map((input): Piece => ({
    name,
    model,
    input,
    state: "open",
  }));
  if (othersFor("read").length > 0) {
    reserve.push(...pieces.slice(0, 1));
    queue.push(...pieces.slice(1));
    feed();
  }
  return async () => {
    try {
      await finish(pieces, () => patience(began));
    } finally {
      withdraw(pieces);
    }
    return pieces.map(({ output }) => output as OutputOf<N>);
  };
}

/** Into how many pieces to cut what all can do together. */
export function readers(): number {
  return 1 + othersFor("read").length;
}

/** Does what is open, waits for what is away. */
async function finish(pieces: readonly Piece[], patient: () => number) {
  for (;;) {
    // From the end, since others take from the beginning; but its own first.
    const open = pieces.filter(({ state }) => state === "open");
    const next = open[0] === pieces[0] ? open[0] : open.at(-1);
    if (next) {
      doHere(next);
      if (pieces.some(({ state }) => state === "away")) await nextTask();
      continue;
    }
    const away = pieces.find(({ state }) => state === "away")?.away;
    if (!away) return;
    await away.line.wait(away.answer, patient());
  }
}

function doHere(piece: Piece): void {
  withdraw([piece]);
  type Task = (model: unknown, input: unknown) => unknown;
  const task = tasks[piece.name] as unknown as Task;
  piece.output = task(piece.model, piece.input);
  piece.state = "done";
  // It works here: it was the worker, and not the task, that was wrong.
  piece.failed?.line.lose(`failed (${piece.failed.problem})`);
}

/** Gives all others something to do. */
function feed(): void {
  const others = othersFor("read");
  for (let ahead = 1; ahead <= AHEAD; ahead++) {
    for (const line of others) if (line.pending < ahead) order(line);
  }
}

function order(line: Line): void {
  const sendable = ({ staysHere }: Piece) => !staysHere;
  const piece =
    queue.find(sendable) ??
    (line.pending === 0 ? reserve.find(sendable) : undefined);
  if (!piece) return;
  const { name, model, input } = piece;
  const answer = line.send(() => writeTask(name, model, input));
  if (!answer) {
    piece.staysHere = true;
    return;
  }
  withdraw([piece]);
  piece.state = "away";
  piece.away = { line, answer };
  void answer.then((found) => take(piece, line, found));
}

/** Notes what came of a piece, and sends the next one. */
function take(piece: Piece, line: Line, found: Answer): void {
  if (found && "result" in found) {
    piece.output = found.result.output;
    piece.state = "done";
  } else {
    piece.state = "open";
    piece.staysHere = found !== null;
    piece.failed = found ? { line, problem: found.problem } : undefined;
    queue.push(piece);
  }
  feed();
}

function withdraw(pieces: readonly Piece[]): void {
  queue = queue.filter((piece) => !pieces.includes(piece));
  reserve = reserve.filter((piece) => !pieces.includes(piece));
}
