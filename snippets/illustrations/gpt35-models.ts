/**
 * The GPT-3.5 line as data: which model came from which, how it was trained,
 * and when it was switched off.
 *
 * Only what a source says. "not stated" means that OpenAI did not publish it;
 * a date is missing where we have no source for it. Left out: Codex's smaller
 * models, and the snapshots on whose last day the sources disagree.
 */

/** How the last training stage worked, in the words of the model index. */
export type Method =
  /** next-word prediction only: a base model */
  | "pretraining"
  /** supervised fine-tuning on human demonstrations */
  | "SFT"
  /** SFT on demonstrations and on model samples that labelers rated 7 of 7 */
  | "FeedME"
  /** reinforcement learning with a reward model trained from comparisons */
  | "PPO"
  | "not stated";

export interface Model {
  name: string;
  family: "GPT-3" | "GPT-3.5";
  /**
   * What a source says of its beginning: a day, a month ("2020-06"), or a
   * day "after …" or "before …" which it was; see `source`.
   */
  releasedOn?: string;
  /** what it is "based on" or "an improvement on"; null for a base model */
  trainedFrom: string | null;
  method: Method;
  /** when its end was announced, and the announced last day on the API */
  endAnnouncedOn?: string;
  shutDownOn?: string;
  source: string;
}

// the sources, by the names that the chapter's bibliography explains
const INDEX = "model index, archived 21 Jan 2023";
const LATER_INDEX = "model index, a later stored copy";
const OFF = "deprecations page, copy of Oct 2026";
const DATES = "endoflife.ai";
const BLOG = "OpenAI's blog";

/** The older models all had one end. */
const ENDED = { endAnnouncedOn: "2023-07-06", shutDownOn: "2024-01-04" };

export const models: readonly Model[] = [
  {
    name: "davinci",
    family: "GPT-3",
    releasedOn: "2020-06",
    trainedFrom: null,
    method: "pretraining",
    ...ENDED,
    source: `${BLOG}, 6 July 2023; ${INDEX}; ${OFF}`,
  },
  {
    name: "davinci-instruct-beta",
    family: "GPT-3",
    releasedOn: "before 2023-01-21",
    trainedFrom: "davinci",
    method: "SFT",
    source: INDEX,
  },
  {
    name: "text-davinci-001",
    family: "GPT-3",
    releasedOn: "before 2023-01-21",
    trainedFrom: "not stated",
    method: "FeedME",
    ...ENDED,
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "text-curie-001",
    family: "GPT-3",
    releasedOn: "before 2023-01-21",
    trainedFrom: "not stated",
    method: "FeedME",
    ...ENDED,
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "text-babbage-001",
    family: "GPT-3",
    releasedOn: "before 2023-01-21",
    trainedFrom: "not stated",
    method: "FeedME",
    ...ENDED,
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "code-davinci-002",
    family: "GPT-3.5",
    releasedOn: "2022-03-15",
    trainedFrom: null,
    method: "pretraining",
    endAnnouncedOn: "2023-03-20",
    shutDownOn: "2023-03-23",
    source: `${BLOG}, 15 Mar 2022; ${INDEX}; ${OFF}`,
  },
  {
    name: "text-davinci-002",
    family: "GPT-3.5",
    releasedOn: "2022-03-15",
    trainedFrom: "code-davinci-002",
    method: "FeedME",
    ...ENDED,
    source: `${BLOG}, 15 Mar 2022; ${INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "text-davinci-003",
    family: "GPT-3.5",
    releasedOn: "2022-11-28",
    trainedFrom: "text-davinci-002",
    method: "PPO",
    ...ENDED,
    source: `${INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "gpt-3.5-turbo-0301",
    family: "GPT-3.5",
    releasedOn: "2023-03-01",
    trainedFrom: "text-davinci-003",
    method: "not stated",
    endAnnouncedOn: "2023-06-13",
    shutDownOn: "2024-09-13",
    source: `${LATER_INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "gpt-3.5-turbo-instruct",
    family: "GPT-3.5",
    releasedOn: "2023-09",
    trainedFrom: "not stated",
    method: "not stated",
    shutDownOn: "2026-09-28",
    source: `third parties disagree on the day; ${OFF}`,
  },
  {
    name: "gpt-3.5-turbo-0125",
    family: "GPT-3.5",
    releasedOn: "after 2024-01-25",
    trainedFrom: "not stated",
    method: "not stated",
    shutDownOn: "2026-10-23",
    source: `${BLOG}, 25 Jan 2024; ${OFF}`,
  },
];
