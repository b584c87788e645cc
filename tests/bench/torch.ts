import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BenchmarkReply, Request } from "../../src/benchmark/player.ts";
import { type Contestant, contestant } from "../../src/benchmark/contestant.ts";
import { UsageError } from "./options.ts";

export interface Torch extends Contestant {
  version: string;
  threads: number;
}

/**
 * PyTorch on the same work: peer.py, run by a Python that has torch.
 * @param threads 0: as many as it takes by itself
 */
export async function inTorch(python: string, threads: number): Promise<Torch> {
  const program = fileURLToPath(new URL("peer.py", import.meta.url));
  const child = spawn(python, [program, String(threads)], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<never>((_, reject) => {
    let said = "";
    child.stderr.on("data", (text) => (said += text));
    child.on("error", (error) => reject(new UsageError(`--torch ${python}: ${error.message}`)));
    child.on("close", (code) => {
      const reason = said.trimEnd().split("\n").at(-1);
      reject(new UsageError(`--torch ${python} ended with code ${code}. ${reason}`));
    });
  });
  ended.catch(() => {}); // heard by whoever waits for an answer
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await Promise.race([lines.next(), ended]);
    return done ? ended : JSON.parse(value);
  };
  const { version, threads: taken } = (await answer()).result;
  const ask = (request: Request): Promise<BenchmarkReply> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  const close = async () => {
    child.stdin.end();
    await ended.catch(() => {});
  };
  return { version, threads: taken, ...contestant(ask, close) };
}
