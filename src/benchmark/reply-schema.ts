/** What a player behind a worker may reply (player.ts). */
import { number, optional, record, type Schema, text } from "../notebook/base/schema.ts";
import type { BenchmarkReply, Result } from "./player.ts";

const amount = record<Extract<Result, { operations: number }>>({ operations: number, tokens: number });
const time = record<Extract<Result, { ms: number }>>({ ms: number });

const result: Schema<Result> = (value, reading) => {
  if (value === null) return null;
  return typeof value === "object" && "ms" in value ? time(value, reading) : amount(value, reading);
};

const either = record<{ result?: Result; problem?: string }>({
  result: optional(result),
  problem: optional(text(10_000)),
});

export const replySchema: Schema<BenchmarkReply> = (value, reading) => {
  const { problem, result = null } = either(value, reading);
  return problem === undefined ? { result } : { problem };
};
