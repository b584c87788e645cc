/** How each command that a reader is told is tried: as it stands, or what stands for it and why. */

export interface Trial {
  /** the printed command, all of it */
  command: RegExp;
  /** run instead, with the reason */
  as?: string;
  why?: string;
  /** it goes on for ever: ended when it prints this, an address that is then asked for */
  until?: RegExp;
  /** what it prints among other things */
  prints?: RegExp;
  /** done first, in the same folder */
  before?: string;
  /** it may change these files; anything else that differs afterwards is a fault */
  changes?: RegExp;
  /** only with --long */
  long?: true;
  /** not run here, but there */
  elsewhere?: string;
}

const addressOf = /http:\/\/localhost:\d+\S*/;
const anew = (stage: string): Trial => ({
  command: new RegExp(`^npm run -s rlhf -- train --stage ${stage} --size M --seed 1 --out public/checkpoints$`),
  before: `rm -r public/checkpoints/${stage}`,
  prints: /saved public\/checkpoints/,
  long: true,
});

/** In the order in which they run: what one leaves, the next may need. */
export const HOW: Trial[] = [
  { command: /^npm ci && npm start$/, until: addressOf },
  { command: /^npm ci && npm test$|^npm test$/, elsewhere: ".ci/run" },
  { command: /^npm ci$/, elsewhere: "with npm start" },
  { command: /^npm run check$/, prints: /7 of 7 parts have nothing to say/ },
  { command: /^npm run build$/ },
  { command: /^npm run dev$/, until: addressOf },
  { command: /^npm run kernels$/ },
  { command: /^npm test -- unit trainers$/, prints: /\d+ passed, 0 failed/ },
  { command: /^npm test -- unit same-bits -u$/, prints: /\d+ passed, 0 failed/ },
  { command: /^npm test -- browser cells$/, prints: /\d+ passed, 0 failed/, long: true },
  { command: /^npm test -- deep$/, elsewhere: "it is the suite that this belongs to" },
  { command: /^npm run -s rlhf -- train --stage all --size S --out runs\/first$/, prints: /saved runs\/first\/ppo/ },
  {
    command: /^npm run -s rlhf -- sample --checkpoint runs\/first --prompt "ask: [^"]*" --n 4$/,
    prints: /^(.+\n){4}$/,
  },
  {
    command: /^npm run -s rlhf -- sample --prompt "ask: [^"]*" --checkpoint DIR\/out\/sft$/,
    elsewhere: "npm run prove-export, which samples from what TRL has trained",
  },
  { command: /^npm run -s rlhf -- export --out runs\/for-trl$/, prints: /README.md: \d+ lines/ },
  { command: /^npm run -s rlhf -- help$/, prints: /train .* sample .* export /s },
  ...["pretrain", "sft", "reward", "ppo"].map(anew),
  { command: /^npm run -s rlhf -- think --seed 1 --out runs\/chase$/, prints: /saved runs\/chase\/walk/, long: true },
  { command: /^npm run experiments -- --quick$/, long: true },
  {
    command: /^npm run experiments -- figure-1 --seeds 1$/,
    as: "npm run experiments -- figure-1 --seeds 1 --quick --first 1",
    why: "half an hour",
  },
  {
    command: /^npm run experiments -- ppo-details --minutes 10$/,
    as: "npm run experiments -- ppo-details --minutes 10 --quick --first 1",
    why: "ten minutes",
  },
  {
    command: /^npm run experiments -- [a-z0-9-]+ --seeds [\d,]+$/,
    elsewhere: "npm run experiments -- --quick, a few steps of each",
  },
  { command: /^npm run experiments$/, elsewhere: "npm run experiments -- --quick, a few steps of each" },
  { command: /^npm run experiments -- --report$/ },
  { command: /^npm run bench -- --help$/, prints: /--torch PYTHON/ },
  { command: /^npm run reading$/ },
  { command: /^npm run bench$/, elsewhere: "npm run bench -- --quick" },
  { command: /^npm run bench -- --quick$/, long: true },
  {
    command: /^npm run bench -- --torch python3$/,
    as: "npm run bench -- --torch python3 --work gemm --size S --runtime node --rounds 1 --peers none",
    why: "minutes; and it takes a Python that has PyTorch",
    long: true,
  },
  {
    command: /^npm run build && npx node tests\/bench\/live-chart\.ts$/,
    as: "npm run build && npx node tests/bench/live-chart.ts 1",
    why: "twenty rounds",
    long: true,
  },
  {
    command: /^npm run build && npx node tests\/bench\/cold-start\.ts$/,
    as: "npm run build && npx node tests/bench/cold-start.ts 1",
    why: "five rounds",
    long: true,
  },
  { command: /^npx node tests\/bench\/dev-server\.ts$/, prints: /s/, long: true },
  { command: /^npm run freeze$/, prints: /up to date/ },
  {
    command: /^npm run freeze -- your-title$/,
    as: "npm run freeze -- sft",
    why: "the title of a chapter that is there",
    prints: /^03-sft: |up to date/m,
    changes: /^(chapters|public\/frozen)\//,
  },
  {
    command: /^npm run new-chapter -- "Your title"$/,
    prints: /^Chapter \d+ is there/,
    changes: /^(chapters\/\d\d-your-title\/|tests\/chapters\/answers\.ts$)/,
  },
  {
    command: /^npx node sft\.ts$/,
    before: "npx node tests/printed/download.ts sft > sft.ts",
    prints: /loss/,
    changes: /^sft\.ts$/,
  },
  { command: /^npm run prove-export -- --python PYTHON$/, elsewhere: "itself" },
  { command: /^npm run printed( -- --long)?$/, elsewhere: "itself" },
  { command: /^pip install (trl|transformers)$/, elsewhere: "npm run prove-export, with a Python that has them" },
];

/** How a command is tried, if it is known. */
export function trialOf(text: string): Trial | undefined {
  return HOW.find(({ command }) => command.test(text));
}
