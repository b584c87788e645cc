/** Work that the second worker, if there is one, does beside this one's. */
import { delegate } from "../second-worker.ts";
import { writeTask } from "./task-message.ts";
import { type InputFor, type ModelFor, type OutputOf } from "./tasks.ts";
import { type TaskName, tasks } from "./tasks.ts";

/** All that give numbers; how to learn is train-step.ts's. */
type Name = Exclude<TaskName, "gradient">;

/**
 * Has the second worker begin with a task.
 * @param input plain data, as the task of that name in tasks.ts wants it
 * @returns to be called for the result when it is needed; what no second
 *   worker did is done then, to the same bits
 */
export function offload<N extends Name>(
  name: N,
  model: ModelFor<N>,
  input: InputFor<N>,
): () => Promise<OutputOf<N>> {
  type Task = (model: ModelFor<N>, input: InputFor<N>) => OutputOf<N>;
  const result = delegate(
    () => writeTask(name, model, input),
    ({ output }) => output as OutputOf<N>,
  );
  return () => result(() => (tasks[name] as unknown as Task)(model, input));
}
