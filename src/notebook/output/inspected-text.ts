import type { Inspected } from "./inspected.ts";

const maxNumbers = 100;

/** A value on one line, as the console prints it. */
export function inspectedText(value: Inspected): string {
  switch (value.type) {
    case "leaf":
      return value.text;
    case "list": {
      const name = value.name.startsWith("Array(") ? "" : `${value.name} `;
      return `${name}[${[...value.items.map(inspectedText), ...rest(value.more)].join(", ")}]`;
    }
    case "numbers": {
      const name = value.name.startsWith("Array(") ? "" : `${value.name} `;
      const shown = value.values.slice(0, maxNumbers).map(String);
      return `${name}[${[...shown, ...rest(value.values.length - shown.length + value.more)].join(", ")}]`;
    }
    case "record": {
      const name = value.name === "Object" ? "" : `${value.name} `;
      const entries = value.entries.map(([key, one]) => `${keyText(key)}: ${inspectedText(one)}`);
      const inside = [...entries, ...rest(value.more)].join(", ");
      return `${name}${inside ? `{ ${inside} }` : "{}"}`;
    }
    case "tensor":
      return `${tensorTitle(value)}${value.preview ? `\n${value.preview}` : ""}`;
  }
}

/** "Tensor [2, 3] float32" */
export function tensorTitle({ shape, dtype }: { shape: number[]; dtype: string }): string {
  return `Tensor [${shape.join(", ")}] ${dtype}`;
}

export function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$|^"/u.test(key) ? key : JSON.stringify(key);
}

function rest(more: number): string[] {
  return more > 0 ? [`... ${more} more`] : [];
}
