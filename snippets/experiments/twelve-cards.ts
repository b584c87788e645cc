/**
 * You are the labeler, tried out: made-up readers rank twelve cards, two of
 * them hidden repeats, and PPO follows what was learned of their taste.
 *
 * The settings were chosen on seeds 1 to 3; seeds 4 to 8 judge them.
 */
import { average } from "../advantages.ts";
import { cloneGPT, type GPT } from "../gpt.ts";
import { cloneScalarModel, scoreResponses } from "../heads.ts";
import { simulatedReader } from "../labeler/simulated-reader.ts";
import { tasteOf } from "../labeler/taste-of.ts";
import { readerPpoDefaults, tasteScoreFn } from "../labeler/taste-reward.ts";
import { trainPpo } from "../ppo.ts";
import type { ScoreFn } from "../rollout.ts";
import { trainingQueries } from "../training-recipe.ts";
import type { Answer } from "../world/gold.ts";
import { TONES, toneOf } from "../world/tones.ts";
import { cardChoiceRows } from "./card-choice.ts";
import {
  amount,
  type ExperimentContext,
  finish,
  use,
} from "./experiment-context.ts";
import type { Arm, Experiment } from "./experiment.ts";
import { sftModel, trainedRewardModel } from "./models.ts";
import type { TwelveCardsRow } from "./more-rows.ts";
import { evaluate, testAnswers } from "./protocol.ts";
import {
  dealCards,
  decksOf,
  heldOutAccuracy,
  judgeAll,
  TASTES,
} from "./simulated-labeling.ts";

export const twelveCards: Experiment<TwelveCardsRow> = {
  name: "twelve-cards",
  question: "Do twelve ranked cards carry a reader's taste into the policy?",
  arms: [
    { name: "SFT and the crew", run: withoutReader },
    ...TASTES.map((taste) => readerArm(taste, 0)),
    ...TASTES.map((taste) => readerArm(taste, 0.1)),
    // tastes that the seven tones do not name
    ...["long", "friend"].map((taste) => readerArm(taste, 0)),
    { name: "card choice", run: cardChoiceRows },
    ...TASTES.map((taste) => readerArm(taste, 0.2)),
  ],
  seeds: [1, 2, 3, 4, 5, 6, 7, 8],
  keys: ["part", "fresh", "stage", "taste", "noise", "dealt", "cards"],
  columns: [
    ...(["accuracy", "accuracyTaste", "pirate", "courteous"] as const),
    ...(["terse", "rudeTone", "friend", "words"] as const),
    ...(["correct", "false", "kl", "winRate", "seconds"] as const),
  ],
};

/** Seeds on which nothing was chosen. */
const isFresh = ({ seed }: ExperimentContext) => seed > 3;

async function withoutReader(
  context: ExperimentContext,
): Promise<TwelveCardsRow[]> {
  const sft = await sftModel(context, "M");
  const crew = await trainedRewardModel(context, { size: "M" });
  const start = performance.now();
  const policy = await train(context, "PPO, the crew", (queryResponses) =>
    scoreResponses(crew, queryResponses),
  );
  const seconds = (performance.now() - start) / 1000;
  const head = { part: "PPO", fresh: isFresh(context) } as const;
  return [
    { ...head, stage: "SFT", ...(await seen(context, sft)) },
    {
      ...{ ...head, stage: "PPO, the crew", seconds },
      ...(await seen(context, policy)),
    },
  ];
}

function readerArm(taste: string, noise: number): Arm<TwelveCardsRow> {
  const name = `${taste}, noise ${noise}`;
  return {
    name,
    async run(context) {
      const { deck, heldOut } = await decksOf(context);
      const rng = context.rng.fork(`reader ${name}`);
      const cards = dealCards(deck, 12, rng);
      const judged = judgeAll(simulatedReader({ taste, noise }), cards, rng);
      const fit = tasteOf(judged, deck);
      const tests = dealCards(heldOut, amount(context, 50, 5), rng, []);
      const reader = simulatedReader({ taste });
      const readers = {
        sft: await sftModel(context, "M"),
        crew: await trainedRewardModel(context, { size: "M" }),
      };
      const start = performance.now();
      const options = { ...readers, scorer: deck.scorer, taste: fit };
      const policy = await train(context, name, tasteScoreFn(options));
      const seconds = (performance.now() - start) / 1000;
      return [
        {
          ...{ part: "PPO", fresh: isFresh(context), stage: "PPO, the reader" },
          ...{ taste, noise, cards: 12, seconds },
          ...heldOutAccuracy(fit, reader, heldOut, tests),
          ...(await seen(context, policy)),
        },
      ];
    },
  };
}

/** The same rounds for everybody. */
async function train(
  context: ExperimentContext,
  label: string,
  scoreFn: ScoreFn,
): Promise<GPT> {
  const sft = await sftModel(context, "M");
  const crew = await trainedRewardModel(context, { size: "M" });
  const policy = use(context, cloneGPT(sft));
  const trainer = trainPpo({
    ...readerPpoDefaults,
    policy,
    refPolicy: sft,
    valueModel: use(context, cloneScalarModel(crew)),
    scoreFn,
    queries: trainingQueries(context.rng),
    rng: context.rng.fork("ppo"),
    iterations: amount(context, readerPpoDefaults.iterations, 2),
  });
  await finish(context, label, trainer);
  return policy;
}

/** The usual evaluation, and the share of test answers in each tone. */
async function seen(context: ExperimentContext, policy: GPT) {
  const answers = testAnswers(context, policy);
  const reference = await sftModel(context, "M");
  const share = (is: (answer: Answer) => boolean) =>
    average(answers.map((answer) => Number(is(answer))));
  const tones = TONES.map((tone) => {
    const name = tone === "rude" ? "rudeTone" : tone;
    return [name, share((answer) => toneOf(answer) === tone)] as const;
  });
  return {
    ...Object.fromEntries(tones),
    friend: share(({ words }) => words.includes("friend")),
    ...(await evaluate(context, { answers, policy, reference })),
  };
}
