import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Evaluate } from "./firefox.ts";

/** WebKitGTK's driver, its small browser, and a screen for it: all three are in Debian. */
export interface WebKitPrograms {
  driver: string;
  browser: string;
  screen: string;
}

/** The browser was asked, and did not answer in time; the message has what its page says. */
export class NoAnswer extends Error {}

/** How long a script may take: many times what it takes on a machine that is busy. */
const patience = 8 * 60_000;

/** WebKitGTK over WebDriver, with a screen in memory. */
export async function withWebKit<T>(
  { driver, browser, screen }: WebKitPrograms,
  use: (evaluate: Evaluate) => Promise<T>,
) {
  await using display = await startScreen(screen);
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display.name };
  const child = spawn(driver, [`--port=${port}`], { env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const send = sender(`http://127.0.0.1:${port}`);
  try {
    await untilReady(send);
    const browserOptions = { binary: browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": browserOptions } };
    const { sessionId } = (await send("POST", "/session", { capabilities })) as { sessionId: string };
    const session = `/session/${sessionId}`;
    try {
      await send("POST", `${session}/timeouts`, { script: patience });
      return await use(async (url, script) => {
        await send("POST", `${session}/url`, { url });
        // An answer of this protocol is no promise: a callback takes the result or the error.
        const body = `const done = arguments[0];
          ${script}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const answer = send("POST", `${session}/execute/async`, { script: body, args: [] });
        const { value, error } = (await answer.catch(async (late: Error) => {
          throw new NoAnswer(`${late.message}\n${await pageSays(send, session)}`);
        })) as { value: string; error?: string };
        if (error !== undefined) throw new Error(error);
        return value;
      });
    } finally {
      await send("DELETE", session);
    }
  } finally {
    child.kill();
    await ended;
  }
}

async function pageSays(send: Send, session: string): Promise<string> {
  const script = `const cells = [...document.querySelectorAll("code-cell")].map((cell) => {
      const said = cell.querySelector(".cell-state");
      return said?.textContent ? cell.id + ": " + said.textContent : "";
    });
    return document.readyState + "; " + cells.filter(Boolean).join("; ");`;
  const answer = send("POST", `${session}/execute/sync`, { script, args: [] });
  return String(await answer.catch((error) => `Nor does its page: ${error}`));
}

type Send = (method: string, path: string, body?: object) => Promise<unknown>;

function sender(origin: string): Send {
  return async (method, path, body) => {
    const response = await fetch(origin + path, { method, body: body && JSON.stringify(body) });
    const { value } = (await response.json()) as { value: { message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
}

async function untilReady(send: Send) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const status = (await send("GET", "/status").catch(() => null)) as { ready: boolean } | null;
    if (status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("WebKitWebDriver does not answer.");
}

/** A screen that nobody sees; it says its number on file descriptor 3. */
async function startScreen(program: string) {
  const args = ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]!.once("data", (text) => resolve(String(text).trim()));
    void ended.then(() => reject(new Error(`${program} ended before it had a screen.`)));
  });
  return {
    name: `:${number}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
