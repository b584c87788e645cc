import { type ChildProcess, spawn } from "node:child_process";

export interface CommandResult {
  code: number;
  output: string;
  timedOut: boolean;
}

export interface CommandOptions {
  /** milliseconds after which the program is ended, with all it started */
  limit?: number;
  /** milliseconds without a word from it after which it is taken for hung, and ended */
  silence?: number;
  env?: Record<string, string | undefined>;
  /** the folder that it runs in; this process's, if none is given */
  cwd?: string;
  /** whether its output is shown as it comes */
  echo?: boolean;
}

/** How long a program may tidy up before it is ended by force. */
const grace = 5_000;
/** Elsewhere than on Windows, a group of its own ends grandchildren with it. */
const grouped = process.platform !== "win32";

/** Runs a program. Never throws: one that cannot start has code 127. */
export function runCommand(
  program: string,
  args: string[],
  { limit, silence, env, cwd, echo }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: grouped,
    });
    let output = "";
    let timedOut = false;
    let interrupted = false;
    const late = () => {
      timedOut = true;
      end(child);
    };
    const timers = [limit, silence].map((time) => time !== undefined && setTimeout(late, time));
    const [, silent] = timers;
    const interrupt = () => {
      interrupted = true;
      end(child);
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    const finish = (code: number) => {
      for (const timer of timers) if (timer) clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      if (interrupted) process.exit(130);
      resolve({ code, output, timedOut });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (silent) silent.refresh();
        if (echo) process.stdout.write(text);
      });
    }
    child.on("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}

/** Asks a program to end, and soon makes it. */
function end(child: ChildProcess) {
  // As Ctrl-C does: Playwright closes its browsers and its server only then.
  signal(child, "SIGINT");
  const timer = setTimeout(() => signal(child, "SIGKILL"), grace);
  child.once("close", () => clearTimeout(timer));
}

function signal(child: ChildProcess, name: NodeJS.Signals) {
  try {
    if (grouped && child.pid) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // It ended by itself in between.
  }
}
