import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type CommandOptions, runCommand } from "./provision/command.ts";
import { installedBrowsers, type Machine } from "./provision/places.ts";
import { startFailure } from "./provision/prove.ts";
import { NoBrowserError, type Prove, provision, type Source } from "./provision/provision.ts";
import { browserSources, fromEnvironment, lastError } from "./provision/sources.ts";

const works: Prove = async (browser) => browser;
const broken: Prove = async () => {
  throw new Error("it crashed\nwith a long story");
};

function offering(name: string, ...files: string[]): Source & { asked: number } {
  const source = {
    name,
    asked: 0,
    async find() {
      source.asked++;
      return files.map((executablePath) => ({ executablePath }));
    },
  };
  return source;
}

describe("the search for a browser", () => {
  test("takes the first that works and asks no further", async () => {
    const [first, second] = [offering("first", "/a"), offering("second", "/b")];
    expect(await provision([first, second], works)).toEqual({ executablePath: "/a" });
    expect([first.asked, second.asked]).toEqual([1, 0]);
  });

  test("passes over sources that are empty, fail or offer a broken browser", async () => {
    const failing: Source = {
      name: "failing",
      find: async () => {
        throw new Error("no network");
      },
    };
    const prove: Prove = async (browser) => {
      if (browser.executablePath === "/broken") throw new Error("it crashed");
      return browser;
    };
    const log: string[] = [];
    const found = await provision(
      [offering("empty"), failing, offering("two", "/broken", "/good"), offering("last", "/late")],
      prove,
      (line) => log.push(line),
    );
    expect(found.executablePath).toBe("/good");
    expect(log).toEqual(["browser: not empty: none found", "browser: not failing: no network", "browser: two, /good"]);
  });

  test("returns what the proof learned", async () => {
    const prove: Prove = async (browser) => ({ ...browser, sandbox: false });
    const found = await provision([offering("first", "/a")], prove);
    expect(found).toEqual({ executablePath: "/a", sandbox: false });
  });

  test("fails with one line that names every attempt", async () => {
    const search = provision([offering("one", "/a"), offering("two")], broken);
    await expect(search).rejects.toThrow(NoBrowserError);
    await expect(search).rejects.toThrow(/^No browser .*one: \/a does not work \(it crashed\) \| two: none found$/);
  });

  test("ends at a decisive source", async () => {
    const other = offering("other", "/a");
    await expect(provision([fromEnvironment("/no/such"), other], works)).rejects.toThrow(
      "CHROMIUM_PATH: /no/such does not exist",
    );
    expect(other.asked).toBe(0);
  });
});

describe("the sources", () => {
  test("are asked in the documented order", () => {
    process.env.CHROMIUM_PATH = "/some/browser";
    expect(browserSources("cache").map((source) => source.name)).toEqual([
      "CHROMIUM_PATH",
      "an installed Chromium, Chrome or Edge",
      "Playwright's cache",
      "playwright install",
      "apt-get install",
      "the npm package @sparticuz/chromium",
    ]);
    delete process.env.CHROMIUM_PATH;
    expect(browserSources("cache")[0]!.decisive).toBeUndefined();
  });

  test("CHROMIUM_PATH must be an executable file", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "browser-"));
    const file = path.join(folder, "chromium");
    await writeFile(file, "", { mode: 0o644 });
    await expect(fromEnvironment(folder).find()).rejects.toThrow("not an executable file");
    if (process.platform !== "win32") {
      await expect(fromEnvironment(file).find()).rejects.toThrow("not an executable file");
    }
    await rm(folder, { recursive: true });
  });
});

describe("installed browsers", () => {
  const machine = (platform: NodeJS.Platform, env: Machine["env"], files: string[]): Machine => ({
    platform,
    env,
    isExecutable: (file) => files.includes(file),
  });

  test("are found on the PATH, Chromium before Chrome before Edge", () => {
    const files = ["/opt/msedge", "/usr/bin/google-chrome", "/opt/chromium", "/usr/bin/vi"];
    expect(installedBrowsers(machine("linux", { PATH: "/usr/bin:/opt" }, files))).toEqual([
      "/opt/chromium",
      "/usr/bin/google-chrome",
      "/opt/msedge",
    ]);
  });

  test("are found among the applications of a Mac", () => {
    const chrome = "/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(installedBrowsers(machine("darwin", { HOME: "/Users/ada" }, [chrome]))).toEqual([chrome]);
  });

  test("are found among the programs of Windows", () => {
    const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
    const env = { "ProgramFiles(x86)": "C:\\Program Files (x86)", Path: "C:\\Windows" };
    expect(installedBrowsers(machine("win32", env, [edge]))).toEqual([edge]);
  });

  test("may be none", () => {
    expect(installedBrowsers(machine("linux", {}, []))).toEqual([]);
  });
});

describe("messages", () => {
  test("a browser that lacks a library says so", () => {
    const message = `browserType.launch: Target page, context or browser has been closed
Browser logs:
<launching> /x/chromium --headless
[pid=12][err] /x/chromium: error while loading shared libraries: libnspr4.so: cannot open`;
    expect(startFailure(message)).toBe("/x/chromium: error while loading shared libraries: libnspr4.so: cannot open");
  });

  test("a tool's output comes down to its error", () => {
    expect(lastError("Get:1 stuff\nE: Unable to locate package chromium\n")).toMatch(/^E: Unable/);
    expect(lastError("Error: getaddrinfo ENOTFOUND cdn\n  at x\nError: Download failure, code=1\n  at y")).toBe(
      "Error: getaddrinfo ENOTFOUND cdn",
    );
    expect(lastError("")).toBe("it said nothing");
  });
});

describe("running a tool", () => {
  const node = (script: string, options: CommandOptions = {}) => runCommand(process.execPath, ["-e", script], options);

  test("gives its output and exit code", async () => {
    const result = await node("console.log('out'); console.error('err'); process.exit(3)");
    expect(result.code).toBe(3);
    expect(result.output).toContain("out\n");
    expect(result.output).toContain("err\n");
    expect(result.timedOut).toBe(false);
  });

  test("ends it, and what it started, when its time is up", async () => {
    // Its pipes close only when its child, which holds them too, has ended.
    const result = await node(
      `const child = require("node:child_process").spawn(process.execPath,
        ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
       setInterval(() => {}, 1000);`,
      { limit: 500 },
    );
    expect(result.timedOut).toBe(true);
  });

  test("ends it by force if it will not end", async () => {
    const stubborn = "process.on('SIGINT', () => {}); setInterval(() => {}, 1000);";
    expect(await node(stubborn, { limit: 500 })).toMatchObject({ timedOut: true });
  });

  test("ends one that has fallen silent, not one that speaks now and then", async () => {
    const speaking =
      "let n = 0; const timer = setInterval(() => { console.log(++n); if (n === 30) clearInterval(timer); }, 100);";
    // Longer in all than it may be silent.
    expect(await node(speaking, { silence: 2500 })).toMatchObject({ timedOut: false, code: 0 });
    expect(await node("console.log(1); setInterval(() => {}, 1000)", { silence: 500 })).toMatchObject({
      timedOut: true,
    });
  });

  test("answers 127 for a program that is not there", async () => {
    expect(await runCommand("/no/such/program", [], { limit: 1000 })).toMatchObject({ code: 127 });
  });
});
