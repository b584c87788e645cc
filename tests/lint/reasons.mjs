/** An ESLint rule: whoever turns a rule off says why, behind two dashes. */
export const reasons = {
  meta: { type: "suggestion", schema: [] },
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const { value, loc } of sourceCode.getAllComments()) {
        if (!/^\s*eslint-disable/.test(value) || /\s--\s+\S/.test(value)) continue;
        report({ loc, message: "Say why: eslint-disable-next-line RULE -- the reason." });
      }
    },
  }),
};
