import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Evaluates a script in a page that it opens; the script gives a promise of a string. */
export type Evaluate = (url: string, script: string) => Promise<string>;

/**
 * A stock Firefox over WebDriver BiDi, spoken by hand: Playwright drives a Firefox of its own only.
 */
export async function withFirefox<T>(program: string, use: (evaluate: Evaluate) => Promise<T>) {
  const profile = await mkdtemp(path.join(tmpdir(), "firefox-"));
  const args = ["--headless", "--remote-debugging-port=0", "--no-remote", "--profile", profile];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    const said: string[] = [];
    child.stderr.on("data", (text) => said.push(String(text)));
    const address = await bidiAddress(child.stderr, ended);
    const send = await connect(`${address}/session`);
    await send("session.new", { capabilities: {} });
    const { contexts } = await send("browsingContext.getTree", {});
    const { context } = contexts[0];
    return await use(async (url, script) => {
      await send("browsingContext.navigate", { context, url, wait: "complete" });
      return await answerOf(script, (expression) =>
        send("script.evaluate", { expression, target: { context }, awaitPromise: false }).catch((error) =>
          crashOr(error, () => said.join("")),
        ),
      );
    });
  } finally {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The process of the page has ended by a signal. */
export class Crashed extends Error {}

/** Firefox goes on when the process of a page ends, with an empty page in its place; it says so on stderr. */
async function crashOr(error: Error, said: () => string): Promise<never> {
  await new Promise((over) => setTimeout(over, 1000));
  const signal = said().match(/process \d+ exited on signal \d+/)?.[0];
  throw signal ? new Crashed(`Firefox's page has crashed: ${signal}.`) : error;
}

/** Starts the script, and asks every second for what it came to: a page that crashes answers no promise. */
async function answerOf(script: string, evaluate: (expression: string) => Promise<Evaluated>): Promise<string> {
  const keep = "globalThis.answer =";
  await evaluate(
    `void (${script}).then((value) => { ${keep} { value }; }, (error) => { ${keep} { error: String(error) }; })`,
  );
  for (;;) {
    const { result, exceptionDetails } = await evaluate("JSON.stringify(globalThis.answer ?? null)");
    if (!result) throw new Error(exceptionDetails!.text);
    const answer = JSON.parse(result.value) as { value: string; error?: string } | null;
    if (answer?.error !== undefined) throw new Error(answer.error);
    if (answer) return answer.value;
    await new Promise((over) => setTimeout(over, 1000));
  }
}

interface Evaluated {
  result?: { value: string };
  exceptionDetails?: { text: string };
}

/** Firefox says on stderr where it listens. */
function bidiAddress(stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    stderr.on("data", (text) => {
      said += text;
      const address = said.match(/WebDriver BiDi listening on (ws:\S+)/)?.[1];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error(`Firefox ended before it listened. ${said}`)));
  });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are of many shapes, used where they arrive
type Send = (method: string, params: object) => Promise<any>;

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`${address} does not answer.`));
  });
  const waiting = new Map<number, (message: { result?: unknown; error?: string }) => void>();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    waiting.get(message.id)?.(message);
  };
  let last = 0;
  return (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error}`)) : resolve(result)));
      socket.onclose = () => reject(new Error(`Firefox closed the connection during ${method}.`));
      socket.send(JSON.stringify({ id, method, params }));
    });
}
