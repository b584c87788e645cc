import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../snippets/base/assert.ts";
import { WriteError } from "../../../snippets/cli/folders.ts";
import { assertWritable, tidyUp, writeFolder } from "../../../snippets/cli/write-folder.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rlhf-write-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const place = (name: string) => join(folder, name, "stage");
const read = (...names: string[]) => readFileSync(join(...names), "utf8");
/** The id of a process that has ended. */
const ended = spawnSync(process.execPath, ["--version"]).pid;

describe("a folder is written all at once", () => {
  test("with folders in it, and made with those above it", () => {
    const path = join(folder, "new", "above", "stage");
    writeFolder(path, { "config.json": bytes("a"), "value/config.json": bytes("b") });
    expect(read(path, "value", "config.json")).toBe("b");
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("over an old one, of which other files stay", () => {
    const path = place("over");
    writeFolder(path, { a: bytes("1"), "value/a": bytes("1"), mine: bytes("mine") });
    writeFolder(path, { a: bytes("2"), "value/a": bytes("2") });
    expect(["a", "value/a", "mine"].map((name) => read(path, name))).toEqual(["2", "2", "mine"]);
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("or not at all: the old one stays, and nothing beside it", () => {
    const path = place("not");
    writeFolder(path, { a: bytes("1"), b: bytes("1") });
    // A name that is too long is what fails here, after the first file has been written.
    const files = { a: bytes("2"), ["x".repeat(300)]: bytes("2"), b: bytes("2") };
    expect(() => writeFolder(path, files)).toThrow(WriteError);
    expect(() => writeFolder(path, files)).toThrow(new RegExp(`^${path} can't be written: .*is as it was`));
    expect(["a", "b"].map((name) => read(path, name))).toEqual(["1", "1"]);
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("or nothing is there, if nothing was", () => {
    const path = place("nothing");
    expect(() => writeFolder(path, { a: bytes("2"), ["x".repeat(300)]: bytes("2") })).toThrow(WriteError);
    expect(existsSync(join(path, ".."))).toBe(false);
  });
});

test("a link to a folder stays one", () => {
  const path = place("linked");
  writeFolder(path, { a: bytes("1") });
  symlinkSync(path, join(folder, "link"));
  writeFolder(join(folder, "link"), { a: bytes("2") });
  expect(read(path, "a")).toBe("2");
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
});

describe("what a killed run has left", () => {
  test("half a new folder: the old one counts", () => {
    const path = place("half");
    writeFolder(path, { a: bytes("1") });
    mkdirSync(`${path}.${ended}.part`);
    writeFileSync(join(`${path}.${ended}.part`, "a"), "2");
    tidyUp(path);
    expect(read(path, "a")).toBe("1");
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("an old folder whose place is empty goes back to it", () => {
    const path = place("between");
    writeFolder(`${path}.${ended}.old`, { a: bytes("1") });
    tidyUp(path);
    expect(read(path, "a")).toBe("1");
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("an old folder beside the new one goes away", () => {
    const path = place("after");
    writeFolder(path, { a: bytes("2") });
    writeFolder(`${path}.${ended}.old`, { a: bytes("1") });
    tidyUp(path);
    expect(read(path, "a")).toBe("2");
    expect(readdirSync(join(path, ".."))).toEqual(["stage"]);
  });

  test("what another run is writing, and other people's folders, stay", () => {
    const path = place("others");
    const others = [`stage.${process.pid}.part`, `other.${ended}.part`, "stage.part", "stage.1.old.bak"];
    for (const name of others) mkdirSync(join(path, "..", name), { recursive: true });
    tidyUp(path);
    expect(readdirSync(join(path, "..")).sort()).toEqual(others.sort());
  });
});

test("whether a folder could be written is known before, and leaves nothing", () => {
  const path = join(folder, "could", "be", "made");
  expect(() => assertWritable(path)).not.toThrow();
  expect(existsSync(join(folder, "could"))).toBe(false);
  expect(() => assertWritable("/proc/rlhf")).toThrow(InputError);
  expect(() => assertWritable("/proc/rlhf")).toThrow(/--out: can't write to \/proc\/rlhf/);
  writeFileSync(join(folder, "file"), "");
  expect(() => assertWritable(join(folder, "file", "run"))).toThrow(InputError);
});
