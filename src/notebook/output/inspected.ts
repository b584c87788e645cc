/** A value as a tree to look into, cut where it gets long. */
export type Inspected =
  | { type: "leaf"; of: LeafKind; text: string }
  | { type: "list"; name: string; items: Inspected[]; more: number }
  /** a list of numbers too long to be listed one by one */
  | { type: "numbers"; name: string; values: number[]; more: number }
  | { type: "record"; name: string; entries: [string, Inspected][]; more: number }
  | { type: "tensor"; shape: number[]; dtype: string; preview: string | null };

export type LeafKind = "number" | "string" | "keyword" | "function" | "other";
