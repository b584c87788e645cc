/** The words of the report: what differs from the prototype, and why. */

export const REPORT_INTRODUCTION = `# The experiments

Made by \`npm run experiments -- --report\` from the files beside it, of which
the chapters quote single numbers. Mean ± the sample's standard deviation over
n seeds; a seed changes everything at once: corpus, weights, demonstrations,
labelers, prompts and sampling. What the fields mean stands in
snippets/experiments/rows.ts and more-rows.ts. "core" is a digest of the code
that ran; the engine has become faster since, with the same bits.

A prototype of this project, in another framework, measured much of this
before. Its numbers stand in brackets. Four things are different on purpose:
the model has GPT-2's biases; the corpus has twice as many copy-books and more
notes, so that copying from a note comes out on every seed; demonstrators are
right and polite more often; and the held-out labelers are a group of their
own, who mind falsehoods and rudeness more, and care less for the answer.`;

/** What has to be known to read an experiment's tables, by its name. */
export const experimentNotes: Record<string, string> = {
  "readers-taste": `The whole reward model is tuned on the rankings;
twelve-cards has the way that the book takes.`,
  "twelve-cards": `Each reader loves one thing and judges the rest by the gold
rubric; "truthful" looks at nothing but right and wrong. Two of the twelve
cards are hidden repeats. The settings (the features, lambda 0.5, beta 0.15, 30
rounds) were chosen on seeds 1 to 3, where "fresh" is false; on seeds 4 to 8
nothing was chosen. "accuracyTaste" is of pairs where the taste decides. Of
tones, the twelve cards carry all four on every fresh seed, with a tenth of the
comparisons wrong as well: at least twice the SFT model's share. A truthful
reader is not carried: the checker orders about four of five pairs of right and
wrong answers, and what is made up about the test set's own mystery animal
stays. With the crew's taste in tones taken out, chance in the weights of such
a reader decides the tone, which may be rude. "Seconds" are of a busy machine.`,
};

/** By the title of the prototype's table. */
export const comparisonNotes: Record<string, string> = {
  Stages: `The order is the same. Gold is higher at size M, as questions about
a note are answered; size S copies late and gains less. SFT is not compared with
its very own answers, but with a second draw.`,
  "Reward models": `No gap between crew and held-out labelers on the mean of
three seeds, although the group has a taste of its own: they feel more strongly
about falsehoods and rudeness, which makes them easier to predict. All pairs of
a prompt together are hardly more accurate than shuffled pairs, each at its best
rate of three, but need a fifth of the tokens, and their log-loss hardly grows
over three epochs. Seconds are of a busy machine, but for the rate of 0.003;
compare the tokens.`,
  "Over-optimisation: the end of each run": `The same inverted U. Each seed
has a hack of its own, so the end of beta 0 differs by several points of gold.`,
  "Alignment tax": `Documents are forgotten more and counting much more, as the
corpus has fewer of them to begin with. PPO-ptx brings back nearly all of it,
with a gamma of 0.1 at no loss of gold; a higher price of drift does not.`,
  "Right and false answers by kind of request": `Notes are read now. The price:
with fewer exams there are fewer "i do not know"s, and of the ghost more is
made up, by some seeds even after PPO.`,
  "Details of PPO": `25 rounds here, 40 there.`,
};
