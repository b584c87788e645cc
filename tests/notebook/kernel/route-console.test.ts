import { afterEach, beforeEach, expect, test } from "vitest";
import { routeConsole } from "../../../src/notebook/kernel/route-console.ts";
import { FakeNotebook, fakeModules, textOf } from "../fake-notebook.ts";

/** A library that knows nothing of cells, as TensorFlow.js does not. */
fakeModules["mini-rlhf/speaker"] = {
  speak: (...values: unknown[]) => console.log(...values),
  summary: (print = console.warn) => print("layers"),
  later: async (text: string) => {
    await Promise.resolve();
    console.log(text);
  },
};

let putBack = (): void => {};
let page: FakeNotebook;
const own = console.log;

beforeEach(() => {
  page = new FakeNotebook({});
  putBack = routeConsole((stack) => page.kernel.consoleOf(stack));
});

afterEach(() => {
  putBack();
  expect(console.log).toBe(own);
});

const imports = 'import { speak, summary, later } from "mini-rlhf/speaker";\n';

test("a library speaks in the cell that calls it, in its order and level", async () => {
  page.cells = {
    a: `${imports}console.log("first"); speak("%d tokens", 3); summary(); globalThis.console.error("last");`,
  };
  const { outputs } = await page.run("a");
  expect(outputs).toMatchObject([
    { text: "first\n3 tokens", level: "log" },
    { text: "layers", level: "warn" },
    { text: "last", level: "error" },
  ]);
});

test("after an await in the library, too", async () => {
  page.cells = { a: `${imports}await later("awaited");` };
  expect(textOf((await page.run("a")).outputs)).toBe("awaited");
});

test("in the cell that calls, not in the one whose function it is", async () => {
  page.cells = { a: `${imports}const tell = () => speak("told");`, b: "tell();" };
  await page.run("b");
  expect(textOf(page.outputs.get("b")!)).toBe("told");
  expect(textOf(page.outputs.get("a")!)).toBe("");
});

test("in the cell whose timer it is, while another one runs", async () => {
  page.cells = {
    a: `${imports}globalThis.wait = (done) => setTimeout(() => { speak("late"); done(); }); speak("early");`,
    b: `${imports}await new Promise((done) => globalThis.wait(done)); speak("b");`,
  };
  await page.run("a");
  await page.run("b");
  await page.clock.pass(1000);
  expect(textOf(page.outputs.get("a")!)).toBe("early\nlate");
  expect(textOf(page.outputs.get("b")!)).toBe("b");
});

test("counts and groups are those of the cell's own console", async () => {
  page.cells = { a: 'console.group("g"); globalThis.console.count("x"); console.count("x");' };
  expect(textOf((await page.run("a")).outputs)).toBe("g\n  x: 1\n  x: 2");
});

test("what no cell has called goes where it went before", () => {
  const said: unknown[] = [];
  putBack();
  const former = console.info;
  console.info = (...values: unknown[]) => void said.push(...values);
  putBack = routeConsole((stack) => page.kernel.consoleOf(stack));
  console.info("of the page");
  putBack();
  console.info = former;
  expect(said).toEqual(["of the page"]);
});
