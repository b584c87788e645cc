import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Result {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line; `interrupt` sends Ctrl-C when stderr matches it. */
function rlhf(args: string[], interrupt?: RegExp): Promise<Result> {
  const child = spawn(process.execPath, ["snippets/cli/main.ts", ...args], { cwd: root });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += data));
  child.stderr.on("data", (data) => {
    stderr += data;
    if (interrupt?.test(stderr)) child.kill("SIGINT");
    if (interrupt?.test(stderr)) interrupt = undefined;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

/** One line on stderr, nothing on stdout. */
async function refused(status: number, args: string[]): Promise<string> {
  const result = await rlhf(args);
  expect(result.stdout).toBe("");
  expect(result.status, result.stderr).toBe(status);
  expect(result.stderr.trim().split("\n")).toHaveLength(1);
  return result.stderr;
}

/** A mistake on the command line itself. */
const mistake = (...args: string[]) => refused(2, args);

/** Something that was named can't be used. */
const fault = (...args: string[]) => refused(1, args);

let run = "";
const prompt = "ask: what does the fox eat ?";
beforeAll(async () => {
  run = await mkdtemp(join(tmpdir(), "rlhf-"));
  const { status, stderr } = await rlhf(["train", "--size", "S", "--steps", "2", "--out", run]);
  expect(status, stderr).toBe(0);
});
afterAll(() => rm(run, { recursive: true }));

describe("train", () => {
  test("leaves a checkpoint per stage, with how it was made", async () => {
    for (const stage of ["pretrain", "sft", "reward", "ppo"]) {
      const files = await readdir(join(run, stage));
      expect(files).toEqual(expect.arrayContaining(["config.json", "model.safetensors"]));
      expect(files).toContain("tokenizer.json");
      const record = JSON.parse(await readFile(join(run, stage, "training.json"), "utf8"));
      expect(record).toMatchObject({ stage, size: "S", seed: 1, steps: 2, done: 2 });
      expect(record.command).toContain(`--stage ${stage} --size S --seed 1 --steps 2`);
    }
    expect(await readdir(join(run, "ppo", "value"))).toContain("model.safetensors");
  });

  test("does nothing when all is done already", async () => {
    const before = await readFile(join(run, "ppo", "model.safetensors"));
    const { status, stderr } = await rlhf(["train", "--size", "S", "--steps", "2", "--out", run]);
    expect(status).toBe(0);
    expect(stderr.match(/already trained/g)).toHaveLength(4);
    expect(await readFile(join(run, "ppo", "model.safetensors"))).toEqual(before);
  });

  test("Ctrl-C saves; the same command goes on to the same weights", async () => {
    const [whole, parts] = [join(run, "whole"), join(run, "parts")];
    const args = (out: string) => ["train", "--stage", "pretrain", "--size", "S", "--steps", "20", "--out", out];
    await rlhf(args(whole));
    const stopped = await rlhf(args(parts), / [2-9]\/20 /);
    expect(stopped.status).toBe(130);
    expect(stopped.stderr).toContain("The same command goes on from what was saved");
    const record = JSON.parse(await readFile(join(parts, "pretrain", "training.json"), "utf8"));
    expect(record.done).toBeGreaterThan(0);
    expect(record.done).toBeLessThan(20);
    expect((await rlhf(["sample", "--checkpoint", parts, "--prompt", prompt])).status).toBe(0);

    const resumed = await rlhf(args(parts));
    expect(resumed.stderr).toContain(`goes on after step ${record.done}`);
    const weights = (out: string) => readFile(join(out, "pretrain", "model.safetensors"));
    expect(await weights(parts)).toEqual(await weights(whole));
  });

  test("does not overwrite another training", async () => {
    const stderr = await fault("train", "--size", "S", "--seed", "2", "--out", run);
    expect(stderr).toMatch(/holds a pretrain of --size S --seed 1/);
  });

  test("says which stage is missing", async () => {
    const out = join(run, "empty");
    const args = ["train", "--stage", "ppo", "--size", "S", "--out", out];
    expect(await fault(...args)).toMatch(/starts from a sft checkpoint.*--from DIR/);
  });

  test("one worker or two, the same weights; not three", async () => {
    const weights = ["1", "2"].map(async (workers) => {
      const out = join(run, `workers-${workers}`);
      const args = ["--stage", "pretrain", "--size", "S", "--steps", "12", "--out", out];
      await rlhf(["train", ...args, "--workers", workers]);
      return readFile(join(out, "pretrain", "model.safetensors"));
    });
    const [one, two] = await Promise.all(weights);
    expect(one!.equals(two!)).toBe(true);
    const message = /--workers is one of 1, 2, 4, got "3"/;
    expect(await mistake("train", "--out", run, "--workers", "3")).toMatch(message);
  });

  test("--from names a run that has the stage, of the same size", async () => {
    const out = join(run, "wrong-from");
    const args = ["train", "--stage", "sft", "--steps", "1", "--out", out, "--from"];
    expect(await fault(...args, "nowhere")).toMatch(/none in .* or nowhere.pretrain/);
    expect(await fault(...args, run, "--size", "L")).toMatch(/--size L is 112 .* is 32/);
  });

  test("a longer training goes on from a finished one, and says both commands", async () => {
    const out = join(run, "longer");
    const args = ["train", "--stage", "reward", "--size", "S", "--from", run, "--out", out];
    await rlhf([...args, "--steps", "1"]);
    const { status, stderr } = await rlhf([...args, "--steps", "3"]);
    expect(status, stderr).toBe(0);
    const record = JSON.parse(await readFile(join(out, "reward", "training.json"), "utf8"));
    expect(record).toMatchObject({ steps: 3, done: 3 });
    expect(record.command).toMatch(/--steps 1 .* && .* --steps 3 /);
    const lines = await readFile(join(out, "reward", "comparisons.jsonl"), "utf8");
    expect(lines.trim().split("\n")).toHaveLength(24);
  });

  describe("a damaged run", () => {
    const damaged = () => join(run, "damaged-run");
    const again = (steps: string) =>
      fault("train", "--stage", "reward", "--size", "S", "--steps", steps, "--out", damaged());
    const damage = (name: string, text: string) => writeFile(join(damaged(), "reward", name), text);

    beforeAll(async () => {
      for (const stage of ["pretrain", "sft", "reward"]) {
        await cp(join(run, stage), join(damaged(), stage), { recursive: true });
      }
    });

    test.each(["null", "{}", "3", '{"done":"y"}', "{"])("training.json: %s", async (text) => {
      const good = await readFile(join(damaged(), "reward", "training.json"), "utf8");
      await damage("training.json", text);
      expect(await again("4")).toMatch(/training.json is damaged/);
      await damage("training.json", good);
    });

    test("comparisons.jsonl", async () => {
      await damage("comparisons.jsonl", '{"prompt":"ask:","ranked":["cat"]}\n');
      expect(await again("4")).toMatch(/comparisons.jsonl is damaged in line 1.*"cat"/);
      await cp(join(run, "reward", "comparisons.jsonl"), join(damaged(), "reward", "comparisons.jsonl"));
    });

    test("a state of another stage", async () => {
      const state = "training-state.safetensors";
      await cp(join(run, "reward", state), join(damaged(), "sft", state));
      const args = ["train", "--stage", "sft", "--size", "S", "--steps", "4"];
      const stderr = await fault(...args, "--out", damaged());
      expect(stderr).toMatch(/training-state.safetensors: .* no sft\/value.*another model/);
    });
  });

  test("starts from another run's stages", async () => {
    const out = join(run, "other");
    const { status, stderr } = await rlhf([
      "train",
      "--stage",
      "sft",
      "--size",
      "S",
      "--steps",
      "1",
      "--from",
      run,
      "--out",
      out,
    ]);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain(`sft starts from ${join(run, "pretrain")}`);
  });
});

describe("a full disk", () => {
  /** Runs a line of the shell; `$RLHF` is the command line. */
  const shell = (line: string) => {
    const env = { ...process.env, RLHF: `${process.execPath} snippets/cli/main.ts` };
    const child = spawn("bash", ["-c", line], { cwd: root, env });
    let stderr = "";
    child.stderr.on("data", (data) => (stderr += data));
    return new Promise<{ status: number | null; stderr: string }>((resolve) =>
      child.on("close", (status) => resolve({ status, stderr })),
    );
  };

  test("leaves nothing of a checkpoint, and says so", async () => {
    const out = join(run, "full");
    // No file may be larger than 100 kB.
    const { status, stderr } = await shell(
      `ulimit -f 100; $RLHF train --stage pretrain --size S --steps 1 --workers 1 --out "${out}"`,
    );
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/\nrlhf: .*pretrain can't be written: .* Make room, and give the same command again\.\n$/);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(await readdir(run)).not.toContain("full");
  });

  test("or of what is printed", async () => {
    const { status, stderr } = await shell(`$RLHF sample --checkpoint "${run}" --prompt "${prompt}" > /dev/full`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^rlhf: can't write the output: .*\n$/) as string,
    });
  });
});

test("a training that is killed leaves whole folders, and the next run goes on", async () => {
  const out = join(run, "killed");
  const args = ["train", "--size", "S", "--steps", "3", "--workers", "1", "--out", out];
  for (const delay of [300, 700, 1100, 1500]) {
    const child = spawn(process.execPath, ["snippets/cli/main.ts", ...args], { cwd: root });
    const timer = setTimeout(() => child.kill("SIGKILL"), delay);
    await new Promise((resolve) => child.on("close", resolve));
    clearTimeout(timer);
    for (const stage of await readdir(out).catch(() => [])) {
      if (/\.(part|old)$/.test(stage)) continue;
      expect(await readdir(join(out, stage))).toEqual(expect.arrayContaining(["model.safetensors", "training.json"]));
    }
  }
  const { status, stderr } = await rlhf(args);
  expect(status, stderr).toBe(0);
  expect((await readdir(out)).sort()).toEqual(["ppo", "pretrain", "reward", "sft"]);
});

describe("sample", () => {
  /** The usual flags, without one that is given otherwise: twice would be a mistake of another kind. */
  const besides = (flag: string) => {
    const usual = ["--checkpoint", run, "--prompt", prompt];
    return usual.includes(flag) ? usual.toSpliced(usual.indexOf(flag), 2) : usual;
  };
  const sample = (...args: string[]) => rlhf(["sample", "--checkpoint", run, "--prompt", prompt, ...args]);

  test("prints n answers, the same for the same seed", async () => {
    const first = await sample("--n", "3", "--temperature", "0.8", "--top-k", "20", "--seed", "4");
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout.split("\n")).toHaveLength(4);
    const again = await sample("--n", "3", "--temperature", "0.8", "--top-k", "20", "--seed", "4");
    expect(again.stdout).toBe(first.stdout);
    expect((await sample("--n", "3", "--seed", "5")).stdout).not.toBe(first.stdout);
  });

  test.each([
    ["a word it does not know", ["--prompt", "hello"], /--prompt: There is no "hello" in this vocabulary/],
    ["a temperature of 0", ["--temperature", "0"], /--temperature is a number above 0, got "0"/],
    ["n of 0", ["--n", "0"], /--n is a whole number from 1/],
    ["a seed below 1", ["--seed", "-1"], /--seed is a whole number from 1 upwards, got "-1"/],
    ["a seed too large to count", ["--seed", "9".repeat(20)], /--seed is a whole number/],
    ["an empty prompt", ["--prompt", ""], /at least one token/],
    ["a prompt too long", ["--prompt", "fox ".repeat(60)], /at most 48 tokens, got 60/],
    ["a flag it does not know", ["--colour", "red"], /Unknown option '--colour'.*sample --help/],
    ["a flag it nearly knows", ["--topk", "3"], /Unknown option '--topk'.*--top-k/],
    ["a word too many", ["fox"], /Too many arguments.*fox/],
  ])("%s", async (_, args, message) => {
    expect(await mistake("sample", ...besides(args[0]!), ...args)).toMatch(message);
  });

  test.each([
    ["a folder that is not there", "nowhere", /no folder nowhere/],
    ["a folder without a checkpoint", "src", /no checkpoint \(it has no config/],
    ["a file for a folder", "LICENSE", /is a file, not a folder/],
  ])("%s", async (_, place, message) => {
    expect(await fault("sample", "--checkpoint", place, "--prompt", prompt)).toMatch(message);
  });

  test("--json: a record for each answer", async () => {
    const plain = await sample("--n", "3");
    const { stdout } = await sample("--n", "3", "--json");
    const records = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ answer }) => `${String(answer)}\n`).join("")).toBe(plain.stdout);
    for (const { prompt: asked, tokens, ended } of records) {
      expect(asked).toBe(prompt);
      expect((tokens as number[]).includes(1)).toBe(ended);
    }
  });

  test("many answers, of which a reader wants one", async () => {
    const command = `"${process.execPath}" snippets/cli/main.ts sample --checkpoint "${run}" \
      --prompt "${prompt}" --n 3000 | head -1`;
    const child = spawn("bash", ["-c", `set -o pipefail; ${command}`], { cwd: root });
    let stderr = "";
    child.stderr.on("data", (data) => (stderr += data));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("a damaged checkpoint", async () => {
    const damaged = join(run, "damaged");
    await cp(join(run, "sft"), damaged, { recursive: true });
    const file = join(damaged, "model.safetensors");
    await writeFile(file, (await readFile(file)).subarray(0, 5000));
    const flags = ["--checkpoint", damaged, "--prompt", prompt];
    expect(await fault("sample", ...flags)).toMatch(/Damaged safetensors file/);
    await rm(file);
    expect(await fault("sample", ...flags)).toMatch(/There is no .*model.safetensors/);
  });
});

test("logits: [T][V] as JSON, of a checkpoint made elsewhere too", async () => {
  const folder = "tests/fixtures/gpt2-by-transformers";
  const { stdout } = await rlhf(["logits", "--checkpoint", folder, "--tokens", "3 17 9 0 22"]);
  const ours = JSON.parse(stdout) as number[][];
  const theirs = JSON.parse(await readFile(join(root, folder, "logits.json"), "utf8"));
  expect(ours).toHaveLength(5);
  expect(ours[0]).toHaveLength(23);
  expect(Math.abs(ours[4]![22]! - theirs[4][22])).toBeLessThan(1e-4);
  expect(await mistake("logits", "--checkpoint", folder, "--tokens", "3 x")).toMatch(/"3 x"/);
  expect(await fault("logits", "--checkpoint", folder, "--tokens", "23")).toMatch(/0 to 22/);
});

test("score: a number; a language model has none", async () => {
  const flags = ["--prompt", prompt, "--response", "the fox eats grapes"];
  const { stdout } = await rlhf(["score", "--checkpoint", run, ...flags]);
  expect(Number(stdout)).not.toBeNaN();
  expect(stdout.trim()).not.toBe("");
  const sft = join(run, "sft");
  expect(await fault("score", "--checkpoint", sft, ...flags)).toMatch(/no score.weight/);
});

test("each command explains its options, without starting anything", async () => {
  for (const command of ["train", "sample", "logits", "score", "export", "deck"]) {
    for (const args of [
      ["help", command],
      [command, "--help"],
      [command, "-h"],
    ]) {
      const { status, stdout, stderr } = await rlhf(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(`Usage: rlhf ${command} [options]`);
    }
  }
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  expect((await rlhf(["--version"])).stdout.trim()).toBe(version);
  expect(await mistake("help", "dance")).toMatch(/no such command/);
});

test("explains itself", async () => {
  const { status, stdout } = await rlhf([]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/train.*sample.*logits.*score/s);
  expect(await mistake("constructor")).toMatch(/no command "constructor"/);
  expect(await mistake("dance")).toMatch(/no command "dance".*train, sample/);
  expect(await mistake("sample")).toMatch(/--checkpoint is needed/);
});
