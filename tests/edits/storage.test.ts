import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pageKey } from "../../src/edits/page-key.ts";
import { gatherAddresses } from "../../src/edits/gather-addresses.ts";
import {
  hasOddAddresses,
  storageKey,
  onBroken,
  readStored,
  readText,
  writeStored,
  writeText,
} from "../../src/edits/storage.ts";
import { troubleOf } from "../../src/notebook/base/storage-trouble.ts";

/** localStorage as a browser has it: keys are its own properties, and it may be full. */
class FakeStorage {
  [key: string]: unknown;

  static room = Infinity;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }

  setItem(key: string, text: string): void {
    const size = Object.entries(this).reduce(
      (sum, [name, value]) => sum + (name === key ? 0 : name.length + String(value).length),
      0,
    );
    if (size + key.length + text.length > FakeStorage.room) throw new DOMException("full", "QuotaExceededError");
    this[key] = text;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

let storage: FakeStorage;

beforeEach(() => {
  storage = new FakeStorage();
  FakeStorage.room = Infinity;
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("location", { pathname: "/sft/" });
});

afterEach(() => {
  vi.unstubAllGlobals();
  onBroken(() => {});
});

const isEdit = (value: unknown): { source: string } | null => {
  const { source } = Object(value) as { source?: unknown };
  return typeof source === "string" ? { source } : null;
};

describe("what is kept", () => {
  it("comes back, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (source) => {
        expect(writeStored("mini-rlhf:edit:/sft/:a", { source })).toBeNull();
        expect(readStored("mini-rlhf:edit:/sft/:a", isEdit)).toEqual({ source });
      }),
    );
  });

  it("and cannot be read is set aside under a free name, told, and never lost", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.json()), { minLength: 1, maxLength: 5 }),
        (texts) => {
          for (const key of Object.keys(storage)) storage.removeItem(key);
          const heard: string[] = [];
          onBroken((key) => heard.push(key));
          const broken = texts.filter((text) => {
            storage.setItem("mini-rlhf:edit:/sft/:a", text);
            return readStored("mini-rlhf:edit:/sft/:a", isEdit) === null;
          });
          expect(heard.map((key) => readText(key))).toEqual(broken);
          expect(new Set(heard).size).toBe(heard.length);
        },
      ),
    );
  });

  it("stays where it is if there is no room to set it aside", () => {
    storage.setItem("mini-rlhf:edit:/sft/:a", "{");
    FakeStorage.room = "mini-rlhf:edit:/sft/:a".length + 1;
    expect(readStored("mini-rlhf:edit:/sft/:a", isEdit)).toBeNull();
    expect(readText("mini-rlhf:edit:/sft/:a")).toBe("{");
    expect(writeText("mini-rlhf:edit:/sft/:a", "longer")).toBe("full");
    expect(readText("mini-rlhf:edit:/sft/:a")).toBe("{");
  });

  it("cannot be reached: that is told, and nothing is thrown", () => {
    vi.stubGlobal("localStorage", undefined);
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get: () => {
        throw new DOMException("no", "SecurityError");
      },
    });
    expect(readStored("mini-rlhf:edit:/sft/:a", isEdit)).toBeNull();
    expect(writeStored("mini-rlhf:edit:/sft/:a", {})).toBe("blocked");
    expect(writeText("mini-rlhf:edit:/sft/:a", null)).toBe("blocked");
    gatherAddresses();
  });
});

describe("a page", () => {
  it.each([
    ["/mini-rlhf/sft/", "/mini-rlhf/sft/"],
    ["/mini-rlhf/sft", "/mini-rlhf/sft/"],
    ["/mini-rlhf/sft/index.html", "/mini-rlhf/sft/"],
    ["/Mini-RLHF/sft/", "/mini-rlhf/sft/"],
    ["/mini-rlhf/", "/mini-rlhf/"],
    ["/mini-rlhf/index.html", "/mini-rlhf/"],
    ["/mini-rlhf", "/mini-rlhf/"],
    ["/elsewhere/sft/index.htm", "/elsewhere/sft/"],
    ["/index.html", "/"],
  ])("at %s is %s", (address, key) => expect(pageKey(address, "/mini-rlhf/")).toBe(key));

  it("finds what was kept under its other addresses, and writes over nothing", () => {
    storage.setItem("mini-rlhf:edit:/sft/index.html:a", "1");
    storage.setItem("mini-rlhf:edit:/sft/index.html:b", "2");
    storage.setItem("mini-rlhf:edit:/sft/:b", "3");
    storage.setItem("mini-rlhf:guess:/ppo:c", "4");
    storage.setItem("mini-rlhf-theme", "dark");
    expect(hasOddAddresses()).toBe(true);
    gatherAddresses();
    expect({ ...storage }).toMatchObject({
      [storageKey("edit", "a")]: "1",
      "mini-rlhf:edit:/sft/index.html:b": "2",
      "mini-rlhf:edit:/sft/:b": "3",
      "mini-rlhf:guess:/ppo/:c": "4",
      "mini-rlhf-theme": "dark",
    });
    expect(Object.keys(storage).some((key) => /index\.html:a|ppo:c/.test(key))).toBe(false);
    storage.removeItem("mini-rlhf:edit:/sft/index.html:b");
    expect(hasOddAddresses()).toBe(false);
  });
});

it("troubles are told apart", () => {
  const named = (name: string) => troubleOf(new DOMException("x", name));
  expect(named("QuotaExceededError")).toBe("full");
  expect(named("NS_ERROR_DOM_QUOTA_REACHED")).toBe("full");
  expect(named("VersionError")).toBe("newer");
  expect(named("SecurityError")).toBe("blocked");
  expect(named("InvalidStateError")).toBe("blocked");
  expect(named("NotFoundError")).toBe("broken");
  expect(troubleOf(undefined)).toBe("blocked");
});
