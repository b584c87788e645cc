import { afterEach, describe, expect, test, vi } from "vitest";
import { FakeNotebook, textOf } from "../fake-notebook.ts";

/** What a reader is told when the page's policy keeps a cell from an address. */
afterEach(() => vi.unstubAllGlobals());

/** A page whose cells' `ask(address)` is refused as browsers refuse it. */
function pageWith(cells: Record<string, string>): FakeNotebook {
  const page = new FakeNotebook(cells);
  vi.stubGlobal("ask", (address: string, thrown: unknown = new TypeError("Failed to fetch")) => {
    page.kernel.refused({ address, isWorker: address.startsWith("data:") });
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a cell throws anything
    return Promise.reject(thrown);
  });
  return page;
}

const onPurpose = /files of this site and nothing else, on purpose.*pasted into the cell/;

describe("what fails for a refused address", () => {
  test.each([
    ["Chromium’s error", 'new TypeError("Failed to fetch")'],
    ["Firefox’s", 'new TypeError("NetworkError when attempting to fetch resource.")'],
    ["WebKit’s", 'new TypeError("Load failed")'],
    ["a socket’s exception", 'new DOMException("The operation is insecure.", "SecurityError")'],
    ["an event", 'new Event("error")'],
  ])("says so: %s", async (_, thrown) => {
    const page = pageWith({ one: `await ask("https://example.com/data.csv", ${thrown})` });
    const { error, outputs } = await page.run("one");
    expect(error!.hint).toMatch(/^This page’s policy refused https:\/\/example\.com\/data\.csv\. /);
    expect(error!.hint).toMatch(onPurpose);
    expect(outputs).toHaveLength(1);
  });

  test("names the first of several, and no more of it than a line", async () => {
    const page = pageWith({
      one: `const first = ask("https://example.com/?" + "x".repeat(1e6)); first.catch(() => {});
await ask("https://example.com/b")`,
    });
    const { error } = await page.run("one");
    expect(error!.hint).toMatch(/^This page’s policy refused https:\/\/example\.com\/\?x+… and 1 more\. /);
    expect(error!.hint!.length).toBeLessThan(400);
  });

  test("a worker of data hears how to start one", async () => {
    const { error } = await pageWith({ one: 'await ask("data:text/javascript,1", new Event("error"))' }).run("one");
    expect(error!.hint).toMatch(/blob of its own code.*new Blob/);
  });
});

describe("a cell that goes on", () => {
  test("has a note when it is done", async () => {
    const page = pageWith({ one: 'await ask("https://example.com/a").catch(() => {});\n"went on"' });
    const { state, outputs } = await page.run("one");
    expect(state).toBe("done");
    expect(textOf(outputs)).toMatch(/^went on\nThis page’s policy refused https:\/\/example\.com\/a\. /);
    expect(outputs.at(-1)).toMatchObject({ level: "warn", by: "notebook" });
  });

  test("has it while it waits, once", async () => {
    const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    vi.stubGlobal("rest", () => {
      reached.resolve();
      return goOn.promise;
    });
    const page = pageWith({ one: 'ask("https://example.com/a").catch(() => {});\nawait rest()' });
    const running = page.run("one");
    await reached.promise;
    await page.clock.pass(2000);
    expect(textOf(page.outputs.get("one")!)).toMatch(/policy refused/);
    goOn.resolve();
    expect(textOf((await page.clock.until(running)).outputs).match(/policy refused/g)).toHaveLength(1);
  });

  test("and an error of another kind is its own", async () => {
    const page = pageWith({ one: 'await ask("https://example.com/a").catch(() => {});\nnull.x' });
    const { error, outputs } = await page.run("one");
    expect(error!.hint ?? "").not.toMatch(/policy/);
    expect(textOf(outputs.slice(0, 1))).toMatch(/policy refused/);
  });
});

test("a browser’s shorter word for the same is no second one", async () => {
  const page = pageWith({
    one: `const first = ask("data:text/javascript,1"); first.catch(() => {});
await ask("data")`,
  });
  expect((await page.run("one")).error!.hint).toMatch(/^This page’s policy refused data:text\/javascript,1\. /);
});

test("what fails after the note says it all the same", async () => {
  const page = pageWith({
    one: 'await ask("https://example.com/a").catch(() => {});\nawait rest();\nthrow new TypeError("Failed to fetch")',
  });
  vi.stubGlobal("rest", () => page.clock.pass(2000));
  const { error, outputs } = await page.run("one");
  expect(outputs).toHaveLength(2);
  expect(error!.hint).toMatch(/policy refused/);
});

test("a cell that asks without end is told of some", async () => {
  const page = pageWith({
    one: 'for (let i = 0; i < 1000; i++) await ask("https://example.com/" + i).catch(() => {});',
  });
  expect(textOf((await page.run("one")).outputs)).toMatch(/refused https:\/\/example\.com\/0 and 99 more\. /);
});

test("the next cell hears nothing of it", async () => {
  const page = pageWith({ one: 'await ask("https://example.com/a")', two: "throw new Event('error')" });
  await page.run("one");
  const { error } = await page.run("two");
  expect(error!.hint ?? "").not.toMatch(/policy/);
});

test("a failure that no browser explains may be for want of a network too", async () => {
  const { error } = await new FakeNotebook({ one: 'throw new TypeError("Importing a module script failed.")' }).run(
    "one",
  );
  expect(error!.hint).toMatch(/^Is the network connection there\? /);
  expect(error!.hint).toMatch(onPurpose);
});

test("an import of an address is told what a cell imports", async () => {
  for (const address of ["https://example.com/x.js", "//example.com/x.js"]) {
    const { error } = await new FakeNotebook({ one: `import x from "${address}";\nx` }).run("one");
    expect(error!.hint, address).toMatch(/the book’s own modules only.*policy/);
  }
});
