/** The models of the GPT-3.5 line on a line of time, each from its release to its last day, as far as a source says. */
import { type Method, type Model, models } from "mini-rlhf/illustrations/gpt35-models";
import { prices } from "mini-rlhf/illustrations/prices";

export interface TimelineBar {
  name: string;
  method: Method;
  /** where it begins and how long it is, in hundredths of the whole line */
  start: number;
  width: number;
  /** how much of it fades in, because it began at an unknown time before, in hundredths of the bar */
  fadeIn: number;
  /** how much of it fades out, because its end is unknown, in hundredths of the bar */
  fadeOut: number;
  /** what is known of the model */
  facts: { term: string; text: string }[];
}

const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];
const from = Date.UTC(years[0]!, 0, 1);
const until = Date.UTC(years.at(-1)!, 0, 1);

/** How long a bar fades, in hundredths of the line, where it begins or ends at an unknown time. */
const fade = 4;

/** Where each year begins. */
export const yearMarks: number[] = years.map((year) => shareOf(Date.UTC(year, 0, 1)));

/** The years, each where its middle is. */
export const yearNames = years.slice(0, -1).map((year) => ({ year, at: shareOf(Date.UTC(year, 6, 1)) }));

export const landmarks = [
  { name: "InstructGPT paper", at: placeOf("2022-03-04") },
  { name: "ChatGPT", at: placeOf("2022-11-30") },
];

/** What the line calls a method. */
export const methodNames: Record<Method, string> = {
  pretraining: "base model",
  SFT: "SFT",
  FeedME: "FeedME",
  PPO: "PPO",
  "not stated": "not stated",
};

export function timelineBars(given: readonly Model[] = models): TimelineBar[] {
  return given.filter(({ releasedOn, shutDownOn }) => releasedOn ?? shutDownOn).map(barOf);
}

function barOf(model: Model): TimelineBar {
  const { name, method, releasedOn, shutDownOn } = model;
  const begun = releasedOn ? sure(releasedOn) : null;
  const known = placeOf(begun?.on ?? shutDownOn!);
  const isOpen = !begun || begun.word === "before";
  const start = isOpen ? Math.max(0, known - fade) : known;
  const end = shutDownOn ? placeOf(shutDownOn) : known + fade;
  const width = end - start;
  const share = (part: number) => (100 * part) / width;
  return {
    ...{ name, method, start, width, facts: factsOf(model) },
    fadeIn: isOpen ? share(known - start) : 0,
    fadeOut: shutDownOn ? 0 : share(end - known),
  };
}

/** "before 2023-01-21" as its word and its day; a month begins on its first. */
function sure(date: string): { word: string; on: string } {
  const [, word = "", on] = /^(?:(before|after) )?([-\d]+)$/.exec(date) ?? [];
  if (!on) throw new Error(`"${date}" is no date: write a day, a month, or "before" or "after" and a day.`);
  return { word, on };
}

function factsOf({ name, trainedFrom, method, releasedOn, endAnnouncedOn, shutDownOn, source }: Model) {
  return [
    { term: "based on, or an improvement on", text: trainedFrom ?? "nothing: it is a base model" },
    { term: "method", text: methodNames[method] },
    { term: "released", text: dateText(releasedOn) },
    { term: "end announced", text: dateText(endAnnouncedOn) },
    { term: "last day", text: dateText(shutDownOn) },
    { term: "price", text: priceText(name) },
    { term: "sources", text: source },
  ];
}

/** Where a day is, in hundredths of the whole line. */
function placeOf(date: string): number {
  return shareOf(Date.parse(date));
}

function shareOf(time: number): number {
  return (100 * (time - from)) / (until - from);
}

function dateText(date: string | undefined): string {
  if (!date) return "no source";
  const { word, on } = sure(date);
  const day =
    on.length > "2023-01".length ? ({ dateStyle: "long" } as const) : ({ year: "numeric", month: "long" } as const);
  const long = new Intl.DateTimeFormat("en-GB", { ...day, timeZone: "UTC" });
  return `${word} ${long.format(new Date(on))}`.trim();
}

function priceText(name: string): string {
  const price = prices.find(({ model }) => model === name);
  if (!price) return name === "code-davinci-002" ? "free, as a beta" : "no source";
  return `$${price.dollarsPerMillion} per million tokens (${price.when})`;
}
