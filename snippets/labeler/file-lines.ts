/**
 * A file that somebody sends becomes lines, or a complaint in words. It may be
 * anything: too large, a picture, another program's UTF-16.
 */

/** Why a line could not be read; line 0: the file as a whole. */
export interface FileProblem {
  line: number;
  message: string;
}

/** A line's value, as JSON gave it. */
export interface JsonLine {
  line: number;
  value: unknown;
}

const MOST_BYTES = 5_000_000;
const MOST_LINES = 100_000;
const MOST_IN_LINE = 100_000;

/**
 * The JSON values of a file, one a line (JSONL) or in one list.
 *
 * Never throws: what cannot be read is a problem, the rest is read.
 */
export function jsonLines(content: string | Uint8Array): {
  lines: JsonLine[];
  problems: FileProblem[];
} {
  const whole = (message: string) => {
    return { lines: [], problems: [{ line: 0, message }] };
  };
  const large = tooLarge(content.length);
  if (large !== null) return whole(large);
  const text = typeof content === "string" ? content : decode(content);
  if (text === null) {
    return whole(
      "The file holds no text. Expected lines of JSON in UTF-8, as “Save my " +
        "rankings” writes them.",
    );
  }
  if (text.trim() === "") {
    return whole("The file is empty. Expected one JSON record a line.");
  }
  return readList(text) ?? readLines(text) ?? whole(tooLong);
}

/** Why a file of so many bytes need not be read at all; null: it can be. */
export function tooLarge(bytes: number): string | null {
  if (bytes <= MOST_BYTES) return null;
  return (
    `The file has ${(bytes / 1e6).toFixed(1)} MB, and at most ` +
    `${MOST_BYTES / 1e6} MB are read. Split it into several files.`
  );
}

const tooLong =
  `The file has more than ${MOST_LINES.toLocaleString("en")} lines. Split it ` +
  "into several files.";

/** By its first bytes; null: zeros tell of something that is no text. */
function decode(bytes: Uint8Array): string | null {
  const mark = `${bytes[0]} ${bytes[1]}`;
  const wide = { "255 254": "utf-16le", "254 255": "utf-16be" }[mark];
  if (!wide && bytes.subarray(0, 4000).includes(0)) return null;
  return new TextDecoder(wide ?? "utf-8").decode(bytes); // without its mark
}

/** Some programs write a table as one JSON list. */
function readList(text: string): ReturnType<typeof jsonLines> | null {
  if (!/^\uFEFF?\s*\[/.test(text)) return null;
  const value = parse(text.replace(/^\uFEFF/, ""));
  if (!Array.isArray(value) || value.length > MOST_LINES) return null;
  const lines = value.map((one: unknown, i) => ({ line: i + 1, value: one }));
  return { lines, problems: [] };
}

function readLines(text: string): ReturnType<typeof jsonLines> | null {
  const rows = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const isText = (row: string) => row.trim() !== "";
  if (rows.filter(isText).length > MOST_LINES) return null;
  const lines: JsonLine[] = [];
  const problems: FileProblem[] = [];
  rows.forEach((row, i) => {
    const line = i + 1;
    if (!isText(row)) return;
    const value = row.length > MOST_IN_LINE ? undefined : parse(row);
    if (value === undefined) problems.push({ line, message: complaint(row) });
    else lines.push({ line, value });
  });
  return { lines, problems };
}

/** undefined: it is no JSON, or nested deeper than can be read. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function complaint(row: string): string {
  if (row.length > MOST_IN_LINE) {
    return (
      `The line has ${row.length} characters, and at most ${MOST_IN_LINE} ` +
      "are read. A ranking is far shorter: is this the right file?"
    );
  }
  return (
    "Expected a JSON record, got " +
    `${quoted(row)}. Is the line whole, and the file one of rankings?`
  );
}

/** A value from outside, short enough to be shown. */
export function quoted(value: unknown): string {
  const text = shortened(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function shortened(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 61));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a record";
  return value === undefined ? "nothing" : String(value);
}
