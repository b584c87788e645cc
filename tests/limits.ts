/** How long things may take before they are taken for hung, in milliseconds. They end what hangs, and judge nothing. */
const minute = 60_000;

export const limits = {
  /** one test; a busy machine may be many times slower than a quiet one, and still be right */
  test: 10 * minute,
  /** a program without a word; no single test is silent for so long */
  silence: 20 * minute,
};
