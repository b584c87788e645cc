import type { InputSpec } from "./input-spec.ts";
import type { InputValue } from "./output.ts";

/** A longer text is cut. */
export const maxText = 10_000;
export const maxSeed = 2 ** 31 - 1;

/** The value, where this input can have it: it comes from storage or a link, and may be anything. */
export function validValue(spec: InputSpec, value: unknown): InputValue | undefined {
  switch (spec.type) {
    case "slider":
      return isNumber(value) && value >= spec.min && value <= spec.max ? value : undefined;
    case "select":
      return spec.options.includes(value as string) ? (value as string) : undefined;
    case "text":
      return typeof value === "string" ? value.slice(0, maxText) : undefined;
    case "seed":
      return isSeed(value) ? value : undefined;
    case "ranking":
      return isOrder(value, spec.answers.length) ? value : undefined;
  }
}

/** From one number up to another, as far apart as a number can say. */
export function isSpan(min: unknown, max: unknown): boolean {
  return isNumber(min) && isNumber(max) && min < max && isNumber(max - min);
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function isSeed(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 1 && value <= maxSeed;
}

export function isOrder(value: unknown, length: number): value is number[] {
  if (!Array.isArray(value) || value.length !== length) return false;
  return [...value].sort((a: number, b: number) => a - b).every((one, index) => one === index);
}
