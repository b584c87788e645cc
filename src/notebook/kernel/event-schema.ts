import type { SavedModel } from "../cell-api/model-store.ts";
import type { Output } from "../output/output.ts";
import type { OutputPatch } from "../output/output-stream.ts";
import { errorSchema, outputSchema } from "../output/output-schema.ts";
import type { KernelEvent } from "./protocol.ts";
import type { Memory } from "../cell-api/registry.ts";
import {
  count,
  fitting,
  flag,
  list,
  lookup,
  Misfit,
  nullable,
  number,
  only,
  read,
  record,
  type Schema,
  text,
  variants,
  word,
} from "../base/schema.ts";

/** What the kernel's worker may say to the page. It runs what a link brought, and may say anything. */

type Of<T extends KernelEvent["type"]> = Extract<KernelEvent, { type: T }>;

const id = text(200);
const ids = list(id, 1000);
const serial = count;
const line = text(2000);

/** What cannot be shown is told in its place. Each output has a measure of its own. */
const shown: Schema<Output> = (value) => {
  try {
    return read(outputSchema, value);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return {
      kind: "text",
      level: "warn",
      by: "notebook",
      text: `Something that this cell showed cannot be drawn: ${error.message}.`,
    };
  }
};

/** No cell shows more; see output-stream.ts. */
const mostOutputs = 301;

const patch = fitting(
  record<OutputPatch>({ index: count, output: shown }),
  `an index below ${mostOutputs}`,
  ({ index }) => index < mostOutputs,
);

const patches = fitting(list(patch, mostOutputs), "a patch at least", ({ length }) => length > 0);

const keptModel = record<SavedModel>({
  name: line,
  kind: word<SavedModel["kind"]>({ "language model": true, "scoring model": true }),
  keptAt: number,
  bytes: number,
  parameters: number,
  cell: id,
});

export const eventSchema: Schema<KernelEvent> = variants<KernelEvent, "type">("type", {
  restoring: record<Of<"restoring">>({ type: only("restoring"), cell: id, serial }),
  restored: record<Of<"restored">>({ type: only("restored"), cell: id, serial }),
  planned: record<Of<"planned">>({ type: only("planned"), cells: ids, printed: ids }),
  started: record<Of<"started">>({ type: only("started"), cell: id, serial }),
  preparing: record<Of<"preparing">>({ type: only("preparing"), cell: id, serial, what: line }),
  outputs: record<Of<"outputs">>({ type: only("outputs"), cell: id, serial, patches }),
  models: record<Of<"models">>({ type: only("models"), cell: id, serial, names: list(line, 200) }),
  kept: record<Of<"kept">>({
    type: only("kept"),
    cell: id,
    serial,
    name: line,
    kept: nullable(keptModel),
    problem: nullable(line),
  }),
  saved: record<Of<"saved">>({ type: only("saved"), cell: id, serial, step: number, steps: number }),
  paused: record<Of<"paused">>({ type: only("paused"), cell: id, serial, isPaused: flag }),
  finished: record<Of<"finished">>({
    type: only("finished"),
    cell: id,
    serial,
    state: word<Of<"finished">["state"]>({ done: true, error: true, stopped: true }),
    error: nullable(errorSchema),
    seconds: number,
  }),
  living: record<Of<"living">>({ type: only("living"), cell: id, serial, isLiving: flag }),
  memory: record<Of<"memory">>({ type: only("memory"), memory: record<Memory>({ tensors: number, bytes: number }) }),
  "late-error": record<Of<"late-error">>({ type: only("late-error"), cell: id, serial, error: errorSchema }),
  crashed: record<Of<"crashed">>({ type: only("crashed"), cell: nullable(id), error: errorSchema }),
  stopping: record<Of<"stopping">>({ type: only("stopping") }),
  settled: record<Of<"settled">>({ type: only("settled"), stale: ids, dependents: lookup(ids, 1000) }),
});
