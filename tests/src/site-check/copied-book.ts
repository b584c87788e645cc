/** A copy of the working tree to break and to build, with packages of its own by links; gone afterwards. */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CommandResult, runCommand } from "../../provision/command.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const minute = 60_000;

export interface DevServer {
  /** "http://localhost:4710/mini-rlhf/" */
  address: string;
  /** what it has said so far */
  said: () => string;
  stop: () => Promise<void>;
}

/** What a test runner sets for itself would be read as the site's own, and what a deployment sets, too. */
const taken = ["BASE_PATH", "SITE_URL", "BASE_URL", "DEV", "MODE", "NODE_ENV", "PROD", "SSR", "TEST", "VITEST"];
const usual = Object.fromEntries(taken.map((name) => [name, undefined]));

export class CopiedBook {
  readonly folder = mkdtempSync(path.join(tmpdir(), "mini-rlhf-copy-"));

  constructor() {
    const args = ["ls-files", "-co", "--exclude-standard", "--deduplicate"];
    for (const file of execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim().split("\n")) {
      cpSync(path.join(root, file), path.join(this.folder, file));
    }
    // Each package is a link, so that what tools keep beside them, as .cache, is the copy's own.
    mkdirSync(path.join(this.folder, "node_modules"));
    for (const name of readdirSync(path.join(root, "node_modules"))) {
      if (name === ".cache" || name === ".vite") continue;
      symlinkSync(path.join(root, "node_modules", name), path.join(this.folder, "node_modules", name));
    }
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8");
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Runs a script with this Node. */
  run(script: string, ...args: string[]): Promise<CommandResult> {
    return runCommand(process.execPath, [script, ...args], {
      cwd: this.folder,
      silence: 10 * minute,
      // Which tests this run is of says nothing about those that run in the copy.
      env: { ...usual, SUITE: "all", NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1" },
    });
  }

  build(): Promise<CommandResult> {
    return this.run("node_modules/astro/bin/astro.mjs", "build");
  }

  /** The dev server, when it answers. */
  async startDev(): Promise<DevServer> {
    const args = ["node_modules/astro/bin/astro.mjs", "dev", "--port", "4710"];
    const env = { ...process.env, ...usual, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1" };
    const child = spawn(process.execPath, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const address = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          said += text;
          const found = /http:\/\/localhost:\d+\/mini-rlhf\//.exec(said);
          if (found) resolve(found[0]);
        });
      }
      void ended.then(() => reject(new Error(said)));
    });
    const stop = (): Promise<void> => {
      child.kill("SIGINT");
      return ended;
    };
    return { address, said: () => said, stop };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
