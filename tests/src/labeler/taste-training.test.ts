import { readFileSync } from "node:fs";
import { fitTaste } from "mini-rlhf/labeler/fit-taste";
import type { Deck } from "mini-rlhf/labeler/deck";
import { encodeComparison } from "mini-rlhf/comparisons";
import { createRng } from "mini-rlhf/random";
import { rankingAccuracy } from "mini-rlhf/reward-model";
import { beforeAll, expect, test } from "vitest";
import type { KeptTraining } from "../../../src/labeler/kept-training.ts";
import type { Order, Reply, ShownRound } from "../../../src/labeler/protocol.ts";
import { replySchema } from "../../../src/labeler/protocol.ts";
import { TrainingServer } from "../../../src/labeler/serve-orders.ts";
import { type BookModels, loadModels, TasteTraining } from "../../../src/labeler/taste-training.ts";
import { tuneRewardModel } from "../../../src/labeler/tuned-reward.ts";
import { read } from "../../../src/notebook/base/schema.ts";
import { startInNode } from "../../../snippets/cli/start-in-node.ts";

const file = (path: string) => new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)));
const deck = JSON.parse(new TextDecoder().decode(file("labeler/deck.json"))) as Deck;
const taste = fitTaste([], { names: deck.features });
const start = { taste, seed: 1, whole: null };

let models: BookModels;

beforeAll(async () => {
  await startInNode();
  models = await loadModels((folder) => async (name) => file(`${folder}/${name}`));
});

async function all(rounds: AsyncIterable<ShownRound>): Promise<ShownRound[]> {
  const found = [];
  for await (const round of rounds) found.push(round);
  return found;
}

/** A server whose browser keeps what it is told, in `shelf`. */
function server(shelf: { kept: (KeptTraining & { state: Uint8Array }) | null } = { kept: null }) {
  const replies: Reply[] = [];
  const said = { onRound: (_: TrainingServer) => {} };
  const made: TrainingServer = new TrainingServer({
    load: async () => models,
    kept: async () => shelf.kept,
    keep: async (training, state) => {
      shelf.kept = { ...structuredClone(training), state };
      return true;
    },
    keepModel: async () => {},
    say(reply) {
      replies.push(read(replySchema, structuredClone(reply)));
      if (reply.kind === "round") said.onRound(made);
    },
    now: () => 0,
  });
  return { made, replies, shelf, said };
}

test("a training that is kept after two rounds and taken up elsewhere has the bits of one that was not", async () => {
  const whole = await all((await TasteTraining.begin(models, start)).run(4));
  const begun = await TasteTraining.begin(models, start);
  const first = await all(begun.run(2));
  const again = await TasteTraining.begin(models, start);
  again.state = begun.state;
  expect([...first, ...(await all(again.run(4)))]).toEqual(whole);
});

test("a round says what is answered to the watched prompts, and how its answers sound", async () => {
  const [round] = await all((await TasteTraining.begin(models, start)).run(1));
  expect(round!.says).toHaveLength(3);
  expect(round!.says[0]).toContain("owl");
  expect(Object.values(round!.tones).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(round!.gold).toBeGreaterThan(2);
});

test("a training that is stopped ends after its round, is kept, and goes on in another worker", async () => {
  const { made, replies, shelf, said } = server();
  said.onRound = (one) => void one.obey({ kind: "stop" });
  await made.obey({ kind: "train", ...start, rounds: 3 });
  expect(replies.map(({ kind }) => kind)).toEqual(["round", "trained"]);
  expect(replies.at(-1)).toMatchObject({ rounds: 1, isStopped: true, isKept: true });
  expect(shelf.kept!.rounds).toHaveLength(1);
  const other = server(shelf);
  await other.made.obey({ kind: "go on", rounds: 2 });
  const whole = await all((await TasteTraining.begin(models, start)).run(2));
  expect(shelf.kept!.rounds).toEqual(whole);
});

test.each<[Order, string]>([
  [{ kind: "go on", rounds: 3 }, "There is no training that could go on. Press Train to begin one."],
  [{ kind: "ask", id: 7, prompts: ["ask: x"], models: ["yours"], seed: 1 }, "There is no model of yours yet"],
  [{ kind: "keep", id: 8, name: "a" }, "There is no model of yours yet"],
])("what cannot be done is said in words: %o", async (order, words) => {
  const { made, replies } = server();
  await made.obey(order);
  expect(replies).toEqual([
    { kind: "problem", id: "id" in order ? order.id : 0, message: expect.stringContaining(words) as string },
  ]);
});

test("the same question with the same seed has the same answers, from each model", async () => {
  const { made, replies } = server();
  const order = {
    kind: "ask",
    id: 1,
    prompts: ["ask: what does the owl eat ?"],
    models: ["sft", "crew"],
    seed: 3,
  } as const;
  for (const id of [1, 2]) await made.obey({ ...order, prompts: [...order.prompts], models: [...order.models], id });
  const [one, two] = replies.map((reply) => (reply.kind === "answers" ? reply.answers : null));
  expect(Object.keys(one!)).toEqual(["sft", "crew"]);
  expect(one).toEqual(two);
});

test("the whole reward model can be tuned in the place of a taste: it learns its cards by heart", async () => {
  const whole = deck.prompts.slice(0, 6).map(({ prompt, answers }) => ({
    prompt,
    ranked: answers.slice(0, 4).map(({ text }) => text),
  }));
  const rng = createRng(1);
  const comparisons = whole.map((card) => encodeComparison({ ...card, labeler: "you" }));
  const tuned = await tuneRewardModel(models.crew, whole, rng);
  expect(rankingAccuracy(models.crew, comparisons)).toBeLessThan(0.8);
  expect(rankingAccuracy(tuned, comparisons)).toBeGreaterThan(0.9);
  const [round] = await all((await TasteTraining.begin(models, { ...start, whole })).run(1));
  expect(round!.proxy).not.toBe(round!.crew);
});
