/**
 * node tests/export/prove.ts [PYTHON]: whether transformers and TRL can use what `rlhf export`
 * writes. Needs a Python that has both; without one it says so and proves nothing.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../provision/command.ts";

const minute = 60_000;
const root = path.resolve(import.meta.dirname, "../..");
const python = process.argv[2] ?? process.env.PYTHON ?? "python3";
process.chdir(root);
process.exitCode = await main();

async function main(): Promise<number> {
  const found = await runCommand(python, ["-c", "import datasets, torch, transformers, trl"], { limit: 3 * minute });
  if (found.code !== 0) {
    console.log(`not proved: ${python} has no transformers and trl. Name one that has: node tests/export/prove.ts PYTHON`);
    return 0;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "rlhf-export-"));
  try {
    await rlhf("export", "--out", folder);
    const ours = path.join(folder, "ours.json");
    await writeFile(ours, JSON.stringify(await sayOurselves(folder)));
    const proof = path.join(import.meta.dirname, "prove.py");
    const result = await runCommand(python, [proof, folder, ours], { limit: 5 * minute });
    console.log(result.code === 0 ? proofs(result.output) : result.output.trimEnd());
    console.log(result.code === 0 ? "proved" : "refuted");
    return result.code === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What our own models say of one exchange. */
async function sayOurselves(folder: string) {
  const [prompt, response] = ["ask: what does the fox eat ?", "the fox eats grapes thanks"];
  const text = `${prompt} ${response}`;
  const tokenizer = await import("../../snippets/world/vocabulary.ts");
  const tokens = tokenizer.burrow.encode(text);
  const logits = async (stage: string) => {
    const checkpoint = path.join(folder, "checkpoints", stage);
    return JSON.parse(await rlhf("logits", "--checkpoint", checkpoint, "--tokens", tokens.join(" "))) as unknown;
  };
  const checkpoint = path.join(folder, "checkpoints", "reward");
  const score = await rlhf("score", "--checkpoint", checkpoint, "--prompt", prompt, "--response", response);
  return {
    ...{ text, tokens, scored: [...tokens, 1], reward: Number(score) },
    ...{ pretrain: await logits("pretrain"), sft: await logits("sft"), ppo: await logits("ppo") },
  };
}

async function rlhf(...args: string[]): Promise<string> {
  const result = await runCommand(process.execPath, ["snippets/cli.ts", ...args], { limit: minute });
  if (result.code !== 0) throw new Error(`rlhf ${args[0]}: ${result.output}`);
  return result.output;
}

/** Its own lines, without what the libraries say besides. */
function proofs(output: string): string {
  const own = /^(logits|tokens|score|sft|preferences|prompts|SFT|DPO)\b/;
  return output.split("\n").filter((line) => own.test(line)).join("\n");
}
