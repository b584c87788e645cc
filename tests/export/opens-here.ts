/** What TRL has trained, opened by our own code: how good it is, by the judge that the folder came with. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { folder } from "../../snippets/cli/folders.ts";
import { startInNode } from "../../snippets/cli/start-in-node.ts";
import { loadGPT, loadScalarModel, loadTokenizer } from "../../snippets/checkpoint.ts";
import { encodeQueryResponse } from "../../snippets/query-response.ts";
import { generate } from "../../snippets/generate.ts";
import { scoreResponses } from "../../snippets/heads.ts";
import { createRng } from "../../snippets/random.ts";
import { nodeRegistry } from "../../src/freeze/node-registry.ts";
import { type FolderModel, folderFiles, readFolder } from "../../src/notebook/cell-api/read-folder.ts";

export interface Pair {
  prompt: string;
  chosen: string;
  rejected: string;
}

/** @param at the exported folder */
export async function openHere(at: string) {
  await startInNode();
  const read = (checkpoint: string) => folder(path.join(at, checkpoint));
  const judge = await loadScalarModel(read("checkpoints/reward"));
  return {
    /** As the page opens it, under My models. */
    async onPage(checkpoint: string): Promise<FolderModel> {
      const files = (await readdir(path.join(at, checkpoint))).filter((name) => folderFiles.includes(name));
      const read = files.map(async (name) => [name, new Uint8Array(await readFile(path.join(at, checkpoint, name)))]);
      return readFolder(Object.fromEntries(await Promise.all(read)), nodeRegistry);
    },

    /** The mean score of a model's answers to these prompts. */
    async meanScore(checkpoint: string, prompts: readonly string[]): Promise<number> {
      const tokenizer = await loadTokenizer(read(checkpoint));
      const queries = prompts.map((prompt) => tokenizer.encode(prompt));
      const model = await loadGPT(read(checkpoint));
      const responses = generate(model, queries, { rng: createRng(1) });
      const scores = scoreResponses(
        judge,
        queries.map((query, i) => ({ query, response: responses[i]! })),
      );
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    },

    /** The share of these pairs that a reward model has in the order of their ranking. */
    async accuracy(checkpoint: string, pairs: readonly Pair[]): Promise<number> {
      const tokenizer = await loadTokenizer(read(checkpoint));
      const model = await loadScalarModel(read(checkpoint));
      const scores = (of: "chosen" | "rejected") =>
        scoreResponses(
          model,
          pairs.map((pair) => encodeQueryResponse(tokenizer, pair.prompt, pair[of])),
        );
      const [chosen, rejected] = [scores("chosen"), scores("rejected")];
      return chosen.filter((score, i) => score > rejected[i]!).length / pairs.length;
    },
  };
}
