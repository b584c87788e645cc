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
  /** year-month-day; a third party's date, OpenAI's page gives none */
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

export const models: readonly Model[] = [
  {
    name: "davinci",
    family: "GPT-3",
    trainedFrom: null,
    method: "pretraining",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "davinci-instruct-beta",
    family: "GPT-3",
    trainedFrom: "davinci",
    method: "SFT",
    source: INDEX,
  },
  {
    name: "text-davinci-001",
    family: "GPT-3",
    trainedFrom: "not stated",
    method: "FeedME",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "text-curie-001",
    family: "GPT-3",
    trainedFrom: "not stated",
    method: "FeedME",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "text-babbage-001",
    family: "GPT-3",
    trainedFrom: "not stated",
    method: "FeedME",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "code-davinci-002",
    family: "GPT-3.5",
    trainedFrom: null,
    method: "pretraining",
    endAnnouncedOn: "2023-03-20",
    shutDownOn: "2023-03-23",
    source: `${INDEX}; ${OFF}`,
  },
  {
    name: "text-davinci-002",
    family: "GPT-3.5",
    releasedOn: "2022-03-15",
    trainedFrom: "code-davinci-002",
    method: "FeedME",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "text-davinci-003",
    family: "GPT-3.5",
    releasedOn: "2022-11-28",
    trainedFrom: "text-davinci-002",
    method: "PPO",
    endAnnouncedOn: "2023-07-06",
    shutDownOn: "2024-01-04",
    source: `${INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "gpt-3.5-turbo-0301",
    family: "GPT-3.5",
    releasedOn: "2023-03-01",
    trainedFrom: "text-davinci-003",
    method: "not stated",
    shutDownOn: "2024-09-13",
    source: `${LATER_INDEX}; ${OFF}; ${DATES}`,
  },
  {
    name: "gpt-3.5-turbo-instruct",
    family: "GPT-3.5",
    trainedFrom: "not stated",
    method: "not stated",
    shutDownOn: "2026-09-28",
    source: OFF,
  },
  {
    name: "gpt-3.5-turbo-0125",
    family: "GPT-3.5",
    trainedFrom: "not stated",
    method: "not stated",
    shutDownOn: "2026-10-23",
    source: OFF,
  },
];
