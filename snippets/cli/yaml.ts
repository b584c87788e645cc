/**
 * Settings as YAML that every reader takes for what they are. PyYAML reads
 * YAML 1.1, where a bare no is false, 1_000 a number and 1e-4 a text.
 */

export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

/** One `key: value` a line; what is deeper is one line of JSON, also YAML. */
export function toYaml(settings: Readonly<Record<string, YamlValue>>): string {
  const lines = Object.entries(settings).map(
    ([key, value]) => `${keyOf(key)}: ${inline(value)}\n`,
  );
  return lines.join("");
}

/** A text is always quoted, so nothing has to be known of what it says. */
function inline(value: YamlValue): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return number(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  const pairs = Object.entries(value as Record<string, YamlValue>).map(
    ([key, each]) => `${keyOf(key)}: ${inline(each)}`,
  );
  return `{${pairs.join(", ")}}`;
}

/** A name as it is, unless YAML 1.1 has another meaning for it. */
function keyOf(key: string): string {
  const name = /^(?!(y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_]*$/;
  return name.test(key) ? key : quoted(key);
}

/** JSON, without what YAML takes for a line's end or refuses to print. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** 1e-7 without a point would be a text: 1.0e-7. */
function number(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value < 0 ? "-.inf" : ".inf";
  return String(value).replace(/^(-?\d)e/, "$1.0e");
}
