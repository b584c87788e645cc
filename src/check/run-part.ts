import { spawn } from "node:child_process";
import type { Finding } from "./findings.ts";
import type { Part } from "./parts.ts";

export interface PartResult {
  name: string;
  seconds: number;
  findings: Finding[];
  /** what it said, where it failed and yet found nothing: it is broken itself */
  failure: string | null;
}

/** Runs one part in a folder. Never throws. */
export async function runPart({ name, command, read }: Part, folder: string): Promise<PartResult> {
  const begin = performance.now();
  const { code, stdout, stderr } = await runNode(command, folder);
  const seconds = (performance.now() - begin) / 1000;
  try {
    const findings = read(`${stdout}\n${stderr}`, folder);
    const isBroken = code !== 0 && findings.length === 0;
    return { name, seconds, findings, failure: isBroken ? saidBy(stdout, stderr, code) : null };
  } catch {
    // What should have been data is the program's last words.
    return { name, seconds, findings: [], failure: saidBy(stdout, stderr, code) };
  }
}

function saidBy(stdout: string, stderr: string, code: number): string {
  return `${stderr}\n${stdout}`.trim() || `it ended with status ${code}, and said nothing`;
}

function runNode(command: string[], cwd: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
    const child = spawn(process.execPath, command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
    child.on("error", ({ message }) => resolve({ ...said, stderr: message, code: 127 }));
    child.on("close", (code) => resolve({ ...said, code: code ?? 1 }));
  });
}
