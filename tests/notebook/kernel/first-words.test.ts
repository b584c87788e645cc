import { afterEach, describe, expect, test, vi } from "vitest";
import { crashError, isCrash, workerLoadError } from "../../../src/notebook/base/crash.ts";
import { missingForEngine } from "../../../src/notebook/kernel/engine-needs.ts";
import { noWorker } from "../../../src/notebook/base/no-worker.ts";
import { tooOld } from "../../../src/notebook/base/oldest-browsers.ts";

afterEach(() => vi.unstubAllGlobals());

describe("what the engine needs", () => {
  test("is there in this Node", () => expect(missingForEngine()).toBeNull());

  test("without WebAssembly: Lockdown Mode, and what still runs", () => {
    vi.stubGlobal("WebAssembly", undefined);
    const { message, hint } = missingForEngine()!;
    expect(message).toContain("runs no WebAssembly");
    expect(hint).toMatch(/Lockdown Mode.*allow this site.*Cells without tensors run/s);
  });

  test("without SIMD: which browsers have it", () => {
    const probe = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(missingForEngine()!.hint).toContain("Safari 16.4");
    probe.mockRestore();
  });

  test("no error is a crash for want of WebAssembly, and a trap is one where it is", () => {
    expect(isCrash(new WebAssembly.RuntimeError("unreachable"))).toBe(true);
    vi.stubGlobal("WebAssembly", undefined);
    expect(isCrash(new Error("any"))).toBe(false);
  });
});

describe("why there is no worker", () => {
  test("the network, in a browser that is new enough and a page that has an origin", () => {
    expect(tooOld()).toBeNull();
    expect(noWorker("404")).toMatchObject({
      message: expect.stringContaining("(404)") as string,
      hint: expect.stringContaining("reload") as string,
    });
    expect(workerLoadError()).toMatchObject({
      name: "LoadError",
      message: expect.stringContaining("network") as string,
    });
  });

  test("a sandboxed frame", () => {
    vi.stubGlobal("origin", "null");
    expect(noWorker("SecurityError").message).toContain("sandboxed frame");
    expect(noWorker().hint).toContain("a tab of its own");
  });

  test("an old browser, also where its own error would be shown", () => {
    vi.stubGlobal("CompressionStream", undefined);
    expect(noWorker("x is not a function").message).toMatch(/too old.*Safari 16\.4/);
    expect(crashError("Uncaught SyntaxError: Unexpected token").hint).toMatch(/too old/);
  });
});
