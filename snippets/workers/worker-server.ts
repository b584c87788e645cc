/** The other end of line.ts: does what it is ordered. */
import type { WorkerRequest, WorkerReply } from "./line.ts";
import { doTask } from "./task-message.ts";

/**
 * Says that it is ready, and answers orders.
 * @param post sends a reply; the buffers go with it
 * @returns to be called with every order
 */
export function serveRequests(
  post: (reply: WorkerReply, transfer: ArrayBuffer[]) => void,
): (order: WorkerRequest) => void {
  post("ready", []);
  return ({ id, task }) => {
    try {
      const result = doTask(task);
      post({ id, result }, [result.room.buffer]);
    } catch (error) {
      post({ id, problem: (error as Error).message }, []);
    }
  };
}
