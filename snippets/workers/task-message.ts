/**
 * A task as a message: all that another worker needs to do it, and nothing
 * that it would have to remember.
 */
import * as tf from "@tensorflow/tfjs";
import { countNumbers, numbersOf } from "./shard-gradient.ts";
import { type TaskBuffers, type TaskName, tasks } from "./tasks.ts";

export interface TaskMessage {
  task: TaskName;
  /** the model, with a placeholder for every parameter */
  model: unknown;
  /** the parameters' numbers, one parameter after the other */
  values: Float32Array<ArrayBuffer>;
  shapes: number[][];
  input: unknown;
}

/** What the task gave, and the array that its parameters came in. */
export interface TaskResult {
  output: unknown;
  room: Float32Array<ArrayBuffer>;
  /** milliseconds that it took */
  ms: number;
}

/** Stands for the parameter of that number. */
interface Placeholder {
  parameter: number;
}

/** Any of the tasks; their models and inputs are checked where they are set. */
type Task = (model: unknown, input: unknown, luggage: TaskBuffers) => unknown;

/**
 * Writes a task down.
 * @param first parameters of the model that come before all others
 * @param room an array of an earlier task of the same model, used again
 */
export function writeTask(
  task: TaskName,
  model: unknown,
  input: unknown,
  first: readonly tf.Tensor[] = [],
  room?: Float32Array<ArrayBuffer>,
): TaskMessage {
  const parameters = [...first];
  const outline = outlineOf(model, parameters);
  const size = countNumbers(parameters);
  const values = room?.length === size ? room : new Float32Array(size);
  let start = 0;
  for (const parameter of parameters) {
    values.set(numbersOf(parameter), start);
    start += parameter.size;
  }
  const shapes = parameters.map(({ shape }) => shape);
  return { task, model: outline, values, shapes, input };
}

/** Does what a message says. */
export function doTask(message: TaskMessage): TaskResult {
  const began = performance.now();
  const { task, shapes, values, input } = message;
  let start = 0;
  const parameters = shapes.map((shape) => {
    const end = start + tf.util.sizeFromShape(shape);
    const tensor = tf.tensor(values.subarray(start, end), shape);
    start = end;
    return tensor;
  });
  try {
    const model = filledIn(message.model, parameters);
    const compute = tasks[task] as Task;
    const output = compute(model, input, { parameters, room: values });
    return { output, room: values, ms: performance.now() - began };
  } finally {
    tf.dispose(parameters);
  }
}

/** Parameters of the model that are not in the list yet are added to it. */
function outlineOf(value: unknown, parameters: tf.Tensor[]): unknown {
  if (value instanceof tf.Tensor) {
    if (!parameters.includes(value)) parameters.push(value);
    return { parameter: parameters.indexOf(value) } satisfies Placeholder;
  }
  return withChildren(value, (child) => outlineOf(child, parameters));
}

function filledIn(value: unknown, parameters: tf.Tensor[]): unknown {
  const number = (value as Placeholder | null)?.parameter;
  if (number !== undefined) return parameters[number];
  return withChildren(value, (child) => filledIn(child, parameters));
}

/** The same record or list with its children changed. */
function withChildren(value: unknown, change: (child: unknown) => unknown) {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, v]) => [key, change(v)]));
}
