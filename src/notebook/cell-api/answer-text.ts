/** Values as an exercise's checks write them: on one short line, numbers as people write them. */
import { inspect } from "./inspect.ts";
import { inspectedText } from "../output/inspected-text.ts";
import type { Inspected } from "../output/inspected.ts";

const maxText = 72;

/** 0.09 and not 0.08999999999999997; long lists and texts are cut. */
export function answerText(value: unknown, digits = 4): string {
  return cut(inspectedText(rounded(inspect(value), digits)));
}

/** Two values with as many digits as tell them apart. */
export function answerTexts(got: unknown, expected: unknown): [string, string] {
  for (const digits of [4, 6, 9, 12]) {
    const texts: [string, string] = [answerText(got, digits), answerText(expected, digits)];
    if (texts[0] !== texts[1]) return texts;
  }
  return [answerText(got, 17), answerText(expected, 17)];
}

export function cut(text: string, most = maxText): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function rounded(value: Inspected, digits: number): Inspected {
  switch (value.type) {
    case "leaf":
      return value.of === "number" ? { ...value, text: numberText(value.text, digits) } : value;
    case "list":
      return { ...value, items: value.items.map((one) => rounded(one, digits)) };
    case "numbers":
      return { ...value, values: value.values.map((one) => roundedNumber(one, digits)) };
    case "record":
      return { ...value, entries: value.entries.map(([key, one]) => [key, rounded(one, digits)]) };
    case "tensor":
      return value;
  }
}

function numberText(text: string, digits: number): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const short = roundedNumber(value, digits);
  return short === 0 && value !== 0 ? value.toExponential(1) : String(short);
}

/** What is large keeps its whole digits, what is small has few decimals; 0 has no sign. */
function roundedNumber(value: number, digits: number): number {
  const whole = Math.ceil(Math.log10(Math.abs(value) + 1));
  const short = Number(value.toPrecision(Math.min(17, Math.max(digits, whole))));
  return Number(short.toFixed(Math.max(5, digits))) + 0;
}
