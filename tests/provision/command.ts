import { spawn } from "node:child_process";

export interface CommandResult {
  code: number;
  output: string;
  timedOut: boolean;
}

/**
 * Runs a program to its end, or ends it (with all it started) after `limit`
 * milliseconds. Never throws: a program that cannot start has code 127.
 */
export function runCommand(
  program: string,
  args: string[],
  options: { limit: number; env?: Record<string, string | undefined>; echo?: boolean },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A group of its own, so that grandchildren end with it.
    const group = process.platform !== "win32";
    const child = spawn(program, args, {
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: group,
    });
    let output = "";
    let timedOut = false;
    const end = () => {
      try {
        if (group && child.pid) process.kill(-child.pid, "SIGKILL");
        else child.kill("SIGKILL");
      } catch {
        // It ended by itself in between.
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, options.limit);
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once("SIGINT", interrupted);
    process.once("SIGTERM", interrupted);
    const finish = (code: number) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted);
      process.off("SIGTERM", interrupted);
      resolve({ code, output, timedOut });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (options.echo) process.stdout.write(text);
      });
    }
    child.on("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}
