import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { lazily, lazy, LoadProblem, loadProblem, tellFailure } from "../../../../src/elements/base/lazy.ts";

const missing = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module: /_astro/x.js"));
const script = (name: string) => `<script src="/_astro/${name}.js" type="text/plain"></script>`;
const notices = () => [...document.querySelectorAll(".page-notice p")].map(({ textContent }) => textContent);

/** What the server gives when the page asks for itself. */
function server(answer: () => Response) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async () => answer());
}

beforeEach(() => {
  document.body.innerHTML = script("page.1");
});

describe("a part of the page that does not come", () => {
  test.each([
    ["the page has the same scripts", () => new Response(script("page.1")), "withheld"],
    ["the page has other scripts", () => new Response(script("page.2")), "edition"],
    ["the page is no more", () => new Response("", { status: 404 }), "edition"],
    ["the server is in trouble", () => new Response("", { status: 503 }), "withheld"],
  ])("%s", async (_, answer, cause) => {
    server(answer);
    const error = await lazy(missing).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LoadProblem);
    expect((error as LoadProblem).loadCause).toBe(cause);
  });

  test("there is no network", async () => {
    server(() => {
      throw new TypeError("Failed to fetch");
    });
    expect((await loadProblem()).loadCause).toBe("offline");
  });

  test("scripts of others, such as an extension's, do not count", async () => {
    document.body.innerHTML += `<script src="chrome-extension://x/y.js" type="text/plain"></script>`;
    server(() => new Response(script("page.1")));
    expect((await loadProblem()).loadCause).toBe("withheld");
  });
});

test("what comes is given, and an error of its own stays what it is", async () => {
  expect(await lazy(async () => 6)).toBe(6);
  const own = new Error("in the module");
  await expect(lazy(() => Promise.reject(own))).rejects.toBe(own);
});

test("lazily goes on with what has come", async () => {
  const seen = await new Promise((resolve) => lazily(async () => "it", resolve));
  expect(seen).toBe("it");
});

test("several parts that are missing for one reason say so once, with a button to reload", async () => {
  server(() => new Response(script("page.2")));
  const failures = [missing, missing, missing].map((one) => lazy(one).catch(tellFailure));
  await Promise.all(failures);
  await expect.element(page.getByRole("button", { name: "Reload" })).toBeVisible();
  expect(notices()).toEqual([expect.stringContaining("published anew")]);
});

test("once it was closed, the same trouble is said again", async () => {
  tellFailure(new LoadProblem("offline"));
  await userEvent.click(page.getByRole("button", { name: "Close" }));
  expect(notices()).toEqual([]);
  tellFailure(new LoadProblem("offline"));
  await expect.poll(notices).toHaveLength(1);
});

test("any other failure is said as it is", async () => {
  lazily(() => Promise.reject(new Error("no such thing")), vi.fn());
  await expect.poll(notices).toEqual(["That did not work (no such thing)."]);
});
