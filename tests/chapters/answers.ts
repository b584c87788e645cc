/**
 * For every exercise: right answers written in another way than the book's solution, and wrong ones
 * that readers give, with what the checks should say to them. An answer replaces the functions and
 * constants of its names in the cell.
 */
export interface Answers {
  right: string[];
  wrong: [answer: string, says: RegExp][];
}

export const answers: Record<string, Answers> = {
  // 2. ChatGPT and InstructGPT
  "ex-examples": {
    right: [
      `const demonstrationCount = (messages) => Math.floor(messages / 2);
       function comparisonCount(messages, K) {
         let pairs = 0;
         for (let i = 0; i < K; i++) pairs += i;
         return pairs * Math.floor(messages / 2);
       }`,
    ],
    wrong: [
      ["function demonstrationCount(messages) { return messages; }", /user's messages/],
      ["function comparisonCount(messages, K) { return messages / 2 * K; }", /number of answers/],
      ["function comparisonCount(messages, K) { return messages / 2 * K * (K - 1); }", /one comparison/],
    ],
  },
  "ex-published": {
    right: [
      `const published = { a: false, b: true, c: true, d: false, e: true, f: false };`,
    ],
    wrong: [
      ["const published = { a: true, b: true, c: true, d: true, e: true, f: true };", /InstructGPT's/],
      ["const published = { a: false, b: false, c: false, d: false, e: false, f: false };", /list above/],
    ],
  },
  "ex-mask": {
    right: [
      `function maskOf(turns) {
         const mask = [];
         for (const turn of turns) {
           const learn = turn.role === "assistant" && turn.bad !== true;
           mask.push(0);
           for (const word of turn.words) mask.push(learn ? 1 : 0);
           mask.push(learn ? 1 : 0);
         }
         return mask;
       }`,
    ],
    wrong: [
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words }) => {
             const m = role === "assistant" ? 1 : 0;
             return [0, ...words.map(() => m), m];
           });
         }`,
        /bad answer/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words, bad }) => {
             const m = role === "assistant" && !bad ? 1 : 0;
             return [0, ...words.map(() => m), 0];
           });
         }`,
        /end mark counts/,
      ],
      [
        `function maskOf(turns) {
           return turns.flatMap(({ role, words, bad }) => words.map(() => (role === "user" || bad ? 0 : 1)));
         }`,
        /14 tokens/,
      ],
    ],
  },
};
