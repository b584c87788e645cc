import { expect, test } from "vitest";
import { openRlhfArguments, openRlhfScript, type Argument } from "../../../snippets/cli/openrlhf.ts";
import { ppoDefaults } from "../../../snippets/ppo.ts";
import { learningRates } from "../../../snippets/training-recipe.ts";
import known from "../../fixtures/openrlhf-arguments.json" with { type: "json" };

/** What OpenRLHF's parser has to say of an argument: see tests/oracle/make_openrlhf_fixture.py. */
interface Described {
  type: string;
  count?: number | string;
  choices?: string[];
}

/** What is wrong with an argument, by OpenRLHF's own file. */
function fault(name: string, value: Argument): string | null {
  const described = (known.arguments as Record<string, Described>)[name];
  if (!described) return `there is no ${name}`;
  const { type, count, choices } = described;
  if (type === "switch") return value === true ? null : `${name} takes nothing`;
  const values = [value].flat();
  if (values.length !== (count ?? 1)) return `${name} takes ${count ?? 1}`;
  const fits = { int: Number.isInteger, float: Number.isFinite, str: (one: unknown) => typeof one === "string" }[type];
  if (!fits || !values.every(fits)) return `${name} takes ${type}`;
  return !choices || choices.includes(String(value)) ? null : `${name} is one of ${choices.join(", ")}`;
}

test.each(["S", "M", "L"] as const)("size %s: every argument is one of OpenRLHF's, of its type", (size) => {
  const faults = Object.entries(openRlhfArguments(size, 1000)).map(([name, value]) => fault(name, value));
  expect(faults.filter(Boolean)).toEqual([]);
  expect(faults.length).toBeGreaterThan(40);
});

test("a name that is not there, and a value of another type, are found", () => {
  expect(fault("actor.learning_rate", 1)).toMatch("there is no");
  expect(fault("train.batch_size", 1.5)).toBe("train.batch_size takes int");
  expect(fault("actor.adam.betas", 0.9)).toBe("actor.adam.betas takes 2");
  expect(fault("algo.kl.estimator", "k9")).toMatch("is one of k1");
  expect(fault("train.colocate_all", 1)).toMatch("takes nothing");
});

test("the rounds and the updates are the book's", () => {
  const job = openRlhfArguments("M", 1000) as Record<string, number>;
  const rounds = (job["train.num_episodes"]! * job["data.max_samples"]!) / job["rollout.batch_size"]!;
  expect(rounds).toBe(ppoDefaults.iterations);
  const updates = (rounds * job["rollout.batch_size"]! * job["train.max_epochs"]!) / job["train.batch_size"]!;
  // transformers rounds the steps of a warm-up up
  expect(Math.ceil(updates * job["actor.lr_warmup_ratio"]!)).toBe((ppoDefaults.warmUp * updates) / rounds);
  expect(job["actor.adam.lr"]).toBe(learningRates.ppo.M);
  expect(job["critic.adam.lr"]).toBe(ppoDefaults.valueLearningRate);
  expect(job["reward.stop_properly_penalty_coef"]).toBe(-2);
});

test("the script names the version that it was checked against, and the folder by where it lies", () => {
  const script = openRlhfScript("M", 1000);
  expect(script).toContain(`OpenRLHF ${known.version} `);
  expect(script).toContain(`commit ${known.commit.slice(0, 7)})`);
  expect(script).toContain('--actor.model_name_or_path "$FOLDER/checkpoints/sft" \\\n');
  expect(script).toMatch(/--train\.colocate_all \\\n/);
  expect(script).toMatch(/--critic\.max_norm 1\n$/);
  expect(script.match(/\\$/gm)).toHaveLength(Object.keys(openRlhfArguments("M", 1000)).length + 1);
});
