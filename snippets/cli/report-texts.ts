/** The words of the report: what differs from the prototype, and why. */

export const REPORT_INTRODUCTION = `# The experiments

Made by \`npm run experiments -- --report\` from the files beside it, of which
the chapters quote single numbers. Mean ± the sample's standard deviation over
n seeds; a seed changes everything at once: corpus, weights, demonstrations,
labelers, prompts and sampling. What the fields mean stands in
snippets/experiments/rows.ts and more-rows.ts.

A prototype of this project, in another framework, measured much of this
before. Its numbers stand in brackets. Four things are different on purpose:
the model has GPT-2's biases; the corpus has twice as many copy-books and more
notes, so that copying from a note comes out on every seed; demonstrators are
right and polite more often; and the held-out labelers are a group of their
own, who mind falsehoods and rudeness more, and care less for the answer.`;

/** By the title of the prototype's table. */
export const comparisonNotes: Record<string, string> = {};
