import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "../../../snippets/cli/program.ts";
import { type Damage, DAMAGES, WEIGHTS } from "./hostile.ts";

const book = fileURLToPath(new URL("../../../public/checkpoints", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rlhf-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints, and its exit status. */
async function rlhf(...args: string[]) {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  const status = await runCommandLine(args);
  spies.forEach((spy) => spy.mockRestore());
  return { ...printed, status };
}

/** Status 1, and one sentence on stderr that names the file: no stack, nothing else. */
async function refused(file: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await rlhf(...args);
  expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^rlhf: [^\n]*[.?)]\n$/);
  expect(stderr).toContain(file);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|a fault of rlhf itself|undefined|TypeError/);
  expect(stderr.length).toBeLessThan(900);
  return stderr;
}

let count = 0;

/** A stage of the book's, damaged, in a run's folder of its own. */
function damagedRun(stage: string, { make }: Damage): string {
  const run = join(folder, `${++count}`);
  cpSync(join(book, stage), join(run, stage), { recursive: true });
  make(join(run, stage));
  return run;
}

const PROMPT = "ask: what does the fox eat ?";
const COMMANDS = {
  sample: (run: string) => ["sample", "--checkpoint", join(run, "sft"), "--prompt", PROMPT],
  logits: (run: string) => ["logits", "--checkpoint", join(run, "sft"), "--tokens", "3 4"],
  score: (run: string) => ["score", "--checkpoint", join(run, "reward"), "--prompt", PROMPT, "--response", "grapes"],
};

/** A reward model has no output layer that could be tied. */
function isOfReward({ name }: Damage): boolean {
  return !name.includes("tie_word_embeddings");
}

describe.each([
  ["sample", "sft", [...DAMAGES.config, ...DAMAGES.words, ...DAMAGES.weights]],
  ["logits", "sft", [...DAMAGES.config, ...DAMAGES.weights]],
  ["score", "reward", [...DAMAGES.config, ...DAMAGES.words, ...DAMAGES.weights].filter(isOfReward)],
] as const)("rlhf %s", (command, stage, damages) => {
  test.each(damages)("$name", async (damage) => {
    const run = damagedRun(stage, damage);
    await refused(damage.file, ...COMMANDS[command](run));
    rmSync(run, { recursive: true, force: true });
  });
});

describe("rlhf train starts from no damaged model, and leaves nothing", () => {
  test.each([...DAMAGES.config, ...DAMAGES.weights])("$name", async (damage) => {
    const run = damagedRun("pretrain", damage);
    const out = join(run, "out");
    const args = ["train", "--stage", "sft", "--steps", "1", "--workers", "1", "--from", run, "--out", out];
    await refused(join("pretrain", existsSync(join(run, "pretrain", "config.json")) ? "" : "."), ...args);
    expect(existsSync(out)).toBe(false);
    rmSync(run, { recursive: true, force: true });
  });
});

describe("rlhf export passes nothing on that is damaged", () => {
  // What a file says of itself; whether it is the model of config.json, who loads it finds out.
  const whole = DAMAGES.weights.filter(({ name }) => !/adapter|twice|another|numbers are I64|\[64,125\]/.test(name));
  test.each([...DAMAGES.words.slice(0, 9), ...whole])("$name", async (damage) => {
    const run = damagedRun("pretrain", damage);
    const { status, stderr } = await rlhf("export", "--from", run, "--out", join(run, "out"));
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/^rlhf: [^\n]*\n$/);
    expect(stderr).toContain(damage.file);
    rmSync(run, { recursive: true, force: true });
  });
});

describe("a training that goes on", () => {
  const args = (run: string, steps: string) => [
    "train",
    "--stage",
    "pretrain",
    "--size",
    "S",
    "--workers",
    "1",
    "--steps",
    steps,
    "--out",
    run,
  ];
  let good = "";
  beforeAll(async () => {
    good = join(folder, "good");
    expect((await rlhf(...args(good, "1"))).status).toBe(0);
  }, 60_000);

  const RECORD = "training.json";
  const STATE = "training-state.safetensors";
  const record = (change: object) => (path: string) => {
    const json = JSON.parse(readFileSync(path, "utf8")) as object;
    writeFileSync(path, JSON.stringify({ ...json, ...change }));
  };
  test.each([
    [RECORD, "is null", (path: string) => writeFileSync(path, "null")],
    [RECORD, "is cut off", (path: string) => writeFileSync(path, '{"stage":')],
    [RECORD, "has done -1", record({ done: -1 })],
    [RECORD, "has 1e300 steps", record({ steps: 1e300 })],
    [RECORD, "has a seed in words", record({ seed: "one" })],
    [RECORD, "is of no stage", record({ stage: "sleep" })],
    [STATE, "is missing", (path: string) => rmSync(path)],
    [STATE, "is empty", (path: string) => writeFileSync(path, "")],
    [STATE, "is of a model", (path: string) => cpSync(join(path, "..", WEIGHTS), path)],
    [
      STATE,
      "has NaN in it",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.writeFloatLE(NaN, bytes.length - 40);
        writeFileSync(path, bytes);
      },
    ],
  ])("%s %s", async (file, _, make) => {
    const run = join(folder, `${++count}`);
    cpSync(good, run, { recursive: true });
    make(join(run, "pretrain", file));
    await refused(file, ...args(run, "2"));
    expect(readdirSync(run)).toEqual(["pretrain"]);
  });

  test("a folder that can't be written to", async () => {
    await refused("/proc/rlhf", ...args("/proc/rlhf", "1"));
    const file = join(folder, "file");
    writeFileSync(file, "");
    await refused(file, ...args(join(file, "run"), "1"));
    await refused(file, ...args(file, "1"));
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken", "pretrain"), "");
    await refused(join("taken", "pretrain"), ...args(join(folder, "taken"), "1"));
  });
});
