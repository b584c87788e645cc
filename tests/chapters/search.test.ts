import { readFileSync } from "node:fs";
import path from "node:path";
import { rehypeHeadingIds } from "@astrojs/markdown-remark";
import { compile } from "@mdx-js/mdx";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { VFile } from "vfile";
import { expect, test } from "vitest";
import { chapterAddress } from "../../src/book/chapter-slug.ts";
import { frontmatter } from "../../src/plugins/frontmatter.ts";
import type { Section } from "../../src/book/chapters.ts";
import { rehypeSections } from "../../src/plugins/rehype-sections.ts";
import { createSearch, type Passage } from "../../src/book/search.ts";
import { chapterFolders } from "../../src/book/chapter-folders.ts";

/** What learners ask in public threads about RLHF, each to be found by a search of the book. */
const questions: [question: string, sections: RegExp][] = [
  ["why a value head", /^ppo\/#why-a-value-model/],
  ["critic or reward model, what is the difference", /^ppo\/#why-a-value-model/],
  ["why not backprop through the reward model?", /^ppo\/#why-not-back/],
  ["is it normal that the KL is negative?", /^(ppo\/#how-far|reference\/#kl)/],
  ["KL explodes and all outputs are the same", /^(reference\/#(kl|entropy)|train-with-ppo\/#without-a-leash)/],
  ["PPO loss does not fall, it is negative", /^reference\/#pg-loss/],
  ["when is the reward model good enough", /^reward-model\/#when-is-it-good-enough/],
  ["PPO is worse than SFT, how to compare", /^(train-with-ppo\/#is-it-better|reference\/#win-rate)/],
  ["long repetitive answers: thanks thanks thanks", /^train-with-ppo\/#without-a-leash/],
  ["reward model accuracy stuck at 50 %", /^(reference\/#accuracy|reward-model\/#exercises)/],
  ["the base model does not chat, it continues my question", /^gpt-basics\/#(ask-it|prompting)/],
  ["encoder decoder", /^(gpt-basics\/#t-how|errata\/#gpt-is-a-decoder)/],
  ["was text-davinci-002 trained with RL?", /^(gpt-3-5-line\/|errata\/#text-davinci-002)/],
  ["how many parameters does ChatGPT have", /^chatgpt-and-instructgpt\/|^errata\/#the-size/],
  ["mistakes of popular accounts", /^errata\//],
  ["does RLHF make the answers true", /^(errata\/#rlhf-does-not|pros-and-cons\/)/],
  ["how much energy does a prompt take", /^pros-and-cons\/#how-much-energy/],
  ["how much does it cost", /^(pros-and-cons\/#is-it-affordable|gpt-3-5-line\/#what-they-cost)/],
  ["label preference data myself", /^reward-model\/#(be-the-labeler|ranking)/],
  ["DPO instead of PPO", /^preferences-without-rl\/#(dpo|from-bradley)/],
  ["open my model in transformers", /^after-2022\/#take-your-model/],
  ["GRPO loss is zero at the first step", /^reasoning\/#why-does-grpos-loss/],
  ["why do language models hallucinate", /^(after-2022\/#i-do-not-know|pros-and-cons\/)/],
  ["process reward model", /^reasoning\/#rewards-for-steps/],
  ["vLLM importance sampling correction", /^(reasoning\/#trainer-and-sampler|after-2022\/#what-the-field)/],
  ["partition function cancels", /^preferences-without-rl\//],
  ["TRL default beta", /^(after-2022\/#what-the-field|reasoning\/#grpo)/],
  // and what a newcomer types
  ["what is ChatGPT", /^#what-is-chatgpt/],
  ["RLHF from scratch", /^(#train-one-now|train-with-ppo\/#train-it)/],
  ["assignments", /#exercises/],
  ["nanoGPT does not chat", /^gpt-basics\/#(ask-it|prompting)/],
  ["embedding", /^gpt-basics\/#t-how/],
  ["what is a head in attention", /^gpt-basics\/#(t-how|attention)/],
  ["tokenizer", /^gpt-basics\/#words-become-numbers/],
  ["what is perplexity", /^gpt-basics\/#p-training/],
  ["gradient descent", /^gpt-basics\/#a-training-step/],
  ["learning rate", /^gpt-basics\/#a-training-step/],
  ["what does the temperature do", /^(gpt-basics\/#g-a|pros-and-cons\/#is-it-creative)/],
  ["loss mask prompt tokens", /^sft\/#loss-on-the-answer-only/],
  ["overfitting epochs SFT", /^sft\/#a-loss-that-gets-worse/],
  ["the answers never stop, no end token", /^sft\/#(exercises|loss-on-the-answer)/],
  ["Bradley-Terry", /^reward-model\/#from-order-to-score/],
  ["collect preference data", /^reward-model\//],
  ["why is the reward model smaller", /^reward-model\//],
  ["reward model does not learn", /^(reference\/#accuracy|reward-model\/#exercises)/],
  ["can I backpropagate through the reward model", /^ppo\/#why-not-back/],
  ["difference between the reward model and the critic", /^ppo\/#why-a-value-model/],
  ["negative KL", /^(ppo\/#how-far|reference\/#kl)/],
  ["all outputs are the same", /^(reference\/#entropy|train-with-ppo\/#without-a-leash)/],
  ["loss does not decrease", /^reference\/#pg-loss/],
  ["how do I compare two models", /^(train-with-ppo\/#is-it-better|reference\/#win-rate)/],
  ["the model repeats itself", /^train-with-ppo\/#without-a-leash/],
  ["reward hacking", /^train-with-ppo\/#without-a-leash/],
  ["catastrophic forgetting", /^(train-with-ppo\/#what-it-costs|reference\/#alignment-tax)/],
  ["GRPO", /^reasoning\/#grpo/],
  ["policy gradient", /^(ppo\/#the-policy-gradient|reference\/#names)/],
  ["log-derivative trick", /^ppo\/#the-policy-gradient/],
  ["importance sampling", /^ppo\/#small-steps/],
  ["mode-seeking", /^ppo\/#how-far/],
  ["why subtract a baseline", /^(ppo\/#better-than|reference\/#names)/],
  ["what is an advantage", /^(ppo\/#(better-than|a-reward-for)|reference\/#reward-return)/],
  ["how good is the value model", /^ppo\/#(why-a-value|one-step|what-the-value)/],
  ["action state episode", /^(ppo\/#a-reward-for|reference\/#names)/],
  ["top-p nucleus sampling", /^pros-and-cons\/#is-it-creative/],
  ["what does FeedME mean", /^(gpt-3-5-line\/#three-ways|reference\/#names)/],
  ["KTO ORPO SimPO", /^preferences-without-rl\/#dpo/],
  ["does a larger KL penalty undo the alignment tax", /^train-with-ppo\/#what-it-costs/],
  // the same questions in other words
  ["what is the value head for", /^ppo\/#why-a-value-model/],
  ["does the critic share weights with the policy", /^ppo\/#why-a-value-model/],
  ["is the reward model differentiable", /^ppo\/#why-not-back/],
  ["kl less than zero", /^(ppo\/#how-far|reference\/#kl)/],
  ["which KL estimator should I use", /^(ppo\/#how-far|reference\/#kl)/],
  ["kl keeps increasing", /^(reference\/#kl|train-with-ppo\/#without-a-leash)/],
  ["all generated responses are identical", /^(reference\/#entropy|train-with-ppo\/#without-a-leash)/],
  ["mode collapse", /^train-with-ppo\/#without-a-leash/],
  ["why is my PPO loss not decreasing", /^reference\/#pg-loss/],
  ["how accurate should a reward model be", /^reward-model\/#when-is-it-good-enough/],
  ["reward model accuracy 70 percent, is that good", /^reference\/#accuracy/],
  ["my ppo model is worse than the sft model", /^train-with-ppo\/#is-it-better/],
  ["how to evaluate an RLHF model", /^(train-with-ppo\/#is-it-better|reference\/#win-rate)/],
  ["answers get longer and longer", /^after-2022\/#what-rewards-do/],
  ["reward model loss stuck at 0.69", /^(reference\/#accuracy|reward-model\/#exercises)/],
  ["why does the pretrained model not chat", /^gpt-basics\/#(ask-it|prompting)/],
  ["implement RLHF in the browser", /^#train-one-now/],
  ["homework", /#exercises/],
  ["rank answers myself", /^reward-model\/#(be-the-labeler|ranking)/],
  ["preference dataset format", /^after-2022\/#take-your-model/],
  // names and details
  ["what is clipping in PPO", /^ppo\/#small-steps/],
  ["GAE lambda explained", /^(ppo\/#a-reward-for|reference\/#reward-return)/],
  ["reward normalization", /^ppo-fails-in-silence\/#(a-checklist|what-the-details)/],
  ["Adam epsilon in PPO", /^ppo-fails-in-silence\/#a-checklist/],
  ["entropy bonus", /^(reference\/#entropy|ppo\/#what-we-left-out)/],
  ["what is beta", /^(ppo\/#the-objective|train-with-ppo\/#(without-a-leash|the-hump))/],
  ["kl coefficient", /^(ppo\/#the-objective|train-with-ppo\/#without-a-leash)/],
  ["chosen logprob goes down in DPO", /^preferences-without-rl\/#dpo/],
  ["rejection sampling", /^(preferences-without-rl\/#best-of-n|after-2022\/#and-more)/],
  ["RLAIF", /^(after-2022\/#judges-in-words|reference\/#names)/],
  ["Goodhart's law", /^(train-with-ppo\/#without-a-leash|reference\/#names)/],
  ["length bias", /^(after-2022\/#what-rewards-do|reasoning\/#its-relatives)/],
  ["policy/clipfrac_avg", /^reference\/#(clipfrac|the-same-numbers)/],
  ["does ChatGPT use an encoder", /^(gpt-basics\/#(t-how|attention)|gpt-3-5-line\/#errata)/],
];

const all = await passages();
const search = createSearch(all);

test.each(questions)("“%s” is found", (question, sections) => {
  const found = search(question, 3).map(({ address }) => address);
  expect(
    found.some((address) => sections.test(address)),
    found.join(", "),
  ).toBe(true);
});

test("a slip of the keyboard and another ending do no harm", () => {
  expect(search("halucinations")[0]?.address).toBe("pros-and-cons/#hallucination");
  expect(search("calibrate")[0]?.address).toBe(search("calibration")[0]?.address);
});

test("words that the book does not have find nothing", () => {
  expect(search("zyxwv")).toEqual([]);
});

test("a short formula is read as text, a long one left out", () => {
  const texts = all
    .filter(({ address }) => /^(?:train-with-)?ppo\//.test(address))
    .map(({ text }) => text)
    .join("\n");
  expect(texts).toMatch(/ with β=0\.15[. ]/);
  expect(texts).toMatch(/ … /);
  expect(texts).not.toMatch(/\\(frac|mathrm|log)|operatorname/);
});

/** The sections of all chapters, as the site makes them. */
async function passages(): Promise<Passage[]> {
  const root = path.resolve(import.meta.dirname, "../../chapters");
  const found = await Promise.all(
    chapterFolders(root).map(async (folder) => {
      const mdx = readFileSync(path.join(root, folder, "index.mdx"), "utf8");
      const file = new VFile({
        path: path.join(root, folder, "index.mdx"),
        value: mdx.replace(/^---\n[\s\S]*?\n---\n/, ""),
      });
      frontmatter(file);
      await compile(file, {
        remarkPlugins: [remarkMath],
        rehypePlugins: [rehypeKatex, rehypeHeadingIds, rehypeSections],
      });
      const short = /^short: (.*)$/m.exec(mdx)![1]!;
      return (frontmatter(file).sections as Section[]).map(({ id, heading, text }): Passage => ({
        address: `${chapterAddress(folder)}${id ? `#${id}` : ""}`,
        chapter: short,
        heading: heading || short,
        text,
      }));
    }),
  );
  return found.flat();
}
