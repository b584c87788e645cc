import { afterEach, describe, expect, test, vi } from "vitest";
import { CellTraces } from "../../../../src/elements/cell/cell-traces.ts";

const said = [{ kind: "text", text: "three", level: "log" }];
const server = (answer: () => Promise<Response>) => {
  const asked = vi.fn(answer);
  vi.stubGlobal("fetch", asked);
  return asked;
};
afterEach(() => vi.unstubAllGlobals());

describe("what is printed for other positions", () => {
  test("is asked for once, and found by the one input that is set", async () => {
    const asked = server(async () => Response.json({ k: { 3: said } }));
    const traces = new CellTraces("a.traces.json");
    await traces.load();
    expect(await traces.outputsFor({ k: 3 })).toEqual(said);
    expect(await traces.outputsFor({ k: 3, other: 1 })).toBeNull();
    expect(asked.mock.calls).toEqual([["a.traces.json"]]);
  });

  test("is nothing where there is no file, or none comes", async () => {
    expect(await new CellTraces(undefined).outputsFor({ k: 3 })).toBeNull();
    server(async () => new Response("", { status: 404 }));
    expect(await new CellTraces("a").outputsFor({ k: 3 })).toBeNull();
    server(() => Promise.reject(new Error("no network")));
    expect(await new CellTraces("a").outputsFor({ k: 3 })).toBeNull();
  });
});
