/** Text for people: numbers as short as they can be read, durations in words. */

const minus = "\u2212";

/** Four digits that matter, or as many as asked for: 0.0003, 1.234, 12,345. */
export function formatNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 1e7 || size < 1e-4)
    return value
      .toExponential(2)
      .replace(/(\.?0+)?e\+?/, "e")
      .replaceAll("-", minus);
  if (Number.isInteger(value)) return grouped(value.toFixed(0));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return grouped(String(Number(value.toFixed(decimals))));
}

/** The values of one column with the same number of decimals, so that the points line up. */
export function formatColumn(values: readonly unknown[]): string[] | null {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === 0) return null;
  const isMixed = values.some((value) => typeof value !== "number" && value !== null);
  if (isMixed) return null;
  const largest = Math.max(...numbers.map(Math.abs));
  // So many zeros say nothing, before the point or behind it.
  if (largest >= 1e15 || (largest > 0 && largest < 1e-4))
    return values.map((value) => (typeof value === "number" ? formatNumber(value) : ""));
  const decimals = numbers.every(Number.isInteger)
    ? 0
    : Math.min(6, Math.max(1, 3 - Math.floor(Math.log10(largest || 1))));
  const from = largest >= 10_000 ? 4 : 5;
  return values.map((value) => (typeof value === "number" ? grouped(value.toFixed(decimals), from) : ""));
}

/** "0.8 s", "12 s", "2 min 5 s" */
export function formatDuration(seconds: number): string {
  if (seconds < 0.095) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const rest = Math.round(seconds) % 60;
  if (minutes < 60) return rest ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "512 B", "3.1 MB" */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${formatNumber(bytes / 1000 ** power, 2 + Number(bytes >= 100 * 1000 ** power))} ${units[power]}`;
}

/** "learningRate" -> "learning rate" */
export function spaced(name: string): string {
  return name.replace(/([a-z\d])([A-Z])(?![A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

/** 12,345 but 1234, unless the others of its column have a comma. */
function grouped(text: string, from = 5): string {
  const [whole = "", fraction] = text.split(".");
  const digits = whole.replace("-", "");
  const spacedOut = digits.length >= from ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
  return `${whole.startsWith("-") ? minus : ""}${spacedOut}${fraction ? `.${fraction}` : ""}`;
}
