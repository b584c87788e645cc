import { isSpan, validValue } from "./valid-input.ts";
import type { InputSpec } from "./input-spec.ts";
import type { InputOutput, InputValue } from "./output.ts";
import {
  count,
  fitting,
  flag,
  list,
  Misfit,
  number,
  only,
  optional,
  record,
  type Schema,
  text,
  variants,
} from "../base/schema.ts";

/** What an input may be, and that its value is one it can have; as a part of an output (output-schema.ts). */

type Of<T extends InputSpec["type"]> = Extract<InputSpec, { type: T }>;

const line = text(2000);
const words = text(10_000);
const order = list(count, 20);
const named = { key: text(200), label: line };

const inputValue: Schema<InputValue> = (value, reading) => {
  if (typeof value === "string") return words(value, reading);
  if (typeof value === "number") return number(value, reading);
  if (Array.isArray(value)) return order(value, reading);
  throw Misfit.of("a text, a number or an order", value);
};

const input: Schema<InputSpec> = variants<InputSpec, "type">("type", {
  slider: record<Of<"slider">>({
    ...named,
    type: only("slider"),
    min: number,
    max: number,
    step: number,
    initial: number,
    unit: optional(line),
  }),
  select: record<Of<"select">>({ ...named, type: only("select"), options: list(words, 1000), initial: words }),
  text: record<Of<"text">>({ ...named, type: only("text"), initial: words, rows: count, placeholder: optional(line) }),
  seed: record<Of<"seed">>({ ...named, type: only("seed"), initial: number }),
  ranking: record<Of<"ranking">>({
    ...named,
    type: only("ranking"),
    prompt: optional(words),
    answers: list(words, 20),
    initial: order,
    asks: flag,
    awaits: flag,
  }),
});

export const inputSchema: Schema<InputOutput> = fitting(
  record<InputOutput>({ kind: only("input"), input, value: inputValue }),
  "values that its input can have",
  ({ input, value }) => {
    const isValid = (one: InputValue): boolean => validValue(input, one) !== undefined;
    const isRange = input.type !== "slider" || (isSpan(input.min, input.max) && input.step > 0);
    return isRange && isValid(input.initial) && isValid(value);
  },
);
