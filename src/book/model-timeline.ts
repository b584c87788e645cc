/** The models of the GPT-3.5 line on a line of time, each from its release to its last day. */
import { type Method, type Model, models } from "mini-rlhf/illustrations/gpt35-models";
import { prices } from "mini-rlhf/illustrations/prices";

export interface TimelineBar {
  name: string;
  method: Method;
  /** where it begins and how long it is, in hundredths of the whole line */
  start: number;
  width: number;
  /** its beginning has no source */
  isOpen: boolean;
  /** what is known of the model */
  facts: { term: string; text: string }[];
}

const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];
const from = Date.UTC(years[0]!, 0, 1);
const until = Date.UTC(years.at(-1)!, 0, 1);

/** How much of the line is drawn of a model whose release has no source. */
const openWidth = 9;

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

/** The bars of all models whose last day is known. */
export function timelineBars(given: readonly Model[] = models): TimelineBar[] {
  return given.flatMap((model) => (model.shutDownOn ? [barOf(model, placeOf(model.shutDownOn))] : []));
}

function barOf(model: Model, end: number): TimelineBar {
  const { name, method, releasedOn } = model;
  const start = releasedOn ? placeOf(releasedOn) : Math.max(0, end - openWidth);
  return { name, method, start, width: end - start, isOpen: !releasedOn, facts: factsOf(model) };
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
  const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return date ? long.format(new Date(date)) : "no source";
}

function priceText(name: string): string {
  const price = prices.find(({ model }) => model === name);
  if (!price) return name === "code-davinci-002" ? "free, as a beta" : "no source";
  return `$${price.dollarsPerMillion} per million tokens${price.when ? ` (${price.when})` : ""}`;
}
