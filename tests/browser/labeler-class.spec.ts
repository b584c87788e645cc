import type { Page } from "@playwright/test";
import { dealCard } from "../../snippets/labeler/deal.ts";
import type { Deck } from "../../snippets/labeler/deck.ts";
import { readFileSync } from "node:fs";
import type { Card, Judgement } from "../../snippets/labeler/judgement.ts";
import { readJudgements, writeJudgements } from "../../snippets/labeler/judgements-file.ts";
import { simulatedReader } from "../../snippets/labeler/simulated-reader.ts";
import { createRng } from "../../snippets/random.ts";
import { patient } from "./cell.ts";
import { expect, test } from "./fixtures.ts";

/** The class's part of the page "You are the labeler": files of others, side by side. */
const deck = JSON.parse(readFileSync(new URL("../../public/labeler/deck.json", import.meta.url), "utf8")) as Deck;

const cards: Card[] = [];
for (let n = 0; n < 12; n++) cards.push(dealCard(deck, cards, createRng(1)));

/** The twelve cards that everybody has first, as somebody of a taste ranks them. */
function rankedBy(who: string, taste: string, minute: number): Judgement[] {
  const reader = simulatedReader({ taste });
  const time = `2026-11-30T12:${minute}:00.000Z`;
  return cards.map((card) => ({ ...reader.judge(card, createRng(minute)), who, time }));
}

const file = (name: string, text: string) => ({ name, mimeType: "application/jsonl", buffer: Buffer.from(text) });
const bo = file("bo.jsonl", writeJudgements(rankedBy("Bo", "courteous", 20)).text);
const cy = file("cy.jsonl", writeJudgements(rankedBy("<i>Cy</i>", "rude", 30)).text);

test.beforeEach(async ({ page }) => {
  const kept = JSON.stringify({ seed: 1, answers: 4, dealt: rankedBy("you", "courteous", 10) });
  await page.addInitScript((text) => localStorage.setItem("mini-rlhf:labeling:cards", text), kept);
  await page.goto("./labeler/#class");
  await page.locator("labeler-class").scrollIntoViewIfNeeded();
  await expect(page.getByRole("button", { name: "Save my rankings" })).toBeEnabled(patient);
});

async function open(page: Page, ...files: ReturnType<typeof file>[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open rankings" }).click();
  await (await chooser).setFiles(files);
}

const people = (page: Page) => page.locator("labeler-class .people tbody th");

test("one's own rankings are saved as a file that reads as they are", async ({ page }) => {
  await page.getByLabel("Your name").fill("Ann");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save my rankings" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("rankings-Ann.jsonl");
  const { judgements, problems } = readJudgements(readFileSync(await saved.path(), "utf8"), { name: "x" });
  expect(problems).toEqual([]);
  expect(judgements).toEqual(rankedBy("Ann", "courteous", 10));
});

test("files of others are compared, kept after a reload, and removed", async ({ page }) => {
  await open(page, bo, cy, file("table.csv", "a,b\n"));
  await expect(people(page)).toHaveText(["You", "Bo", "<i>Cy</i>"]);
  const part = page.locator("labeler-class");
  await expect(part.locator(".files > li")).toHaveText([
    "bo.jsonl: 12 cards of Bo.",
    "cy.jsonl: 12 cards of <i>Cy</i>.",
    /^table\.csv: nothing new\. 1 problem:\s*Line 1: Expected a JSON record/,
  ]);
  await expect(part.locator(".overall")).toHaveText(/^The 3 of you agree on \d+ % \[\d+, \d+\] of pairs/);
  await expect(part.locator(".weights thead th")).toHaveText(["one taste for all", "You", "Bo", "<i>Cy</i>"]);
  await expect(part.locator(".lost")).toContainText("<i>Cy</i> differs from the others in “rude” +");
  await page.reload();
  await part.scrollIntoViewIfNeeded();
  await expect(people(page)).toHaveText(["You", "Bo", "<i>Cy</i>"], patient);
  await page.getByRole("button", { name: "Remove Bo" }).click();
  await expect(people(page)).toHaveText(["You", "<i>Cy</i>"]);
  await page.reload();
  await part.scrollIntoViewIfNeeded();
  await expect(people(page)).toHaveText(["You", "<i>Cy</i>"], patient);
});

test("a model is trained on everybody's rankings", async ({ page }) => {
  await open(page, bo, cy);
  await page.getByRole("button", { name: "Train on everybody’s rankings" }).click();
  const training = page.locator("labeler-training");
  await expect(training.locator(".state")).toHaveText(/^Round \d+ of 30$/, patient);
  await page.getByRole("button", { name: "Stop here" }).click();
  await expect(training.locator(".state")).toHaveText(/^Stopped after round \d+\.$/, patient);
  await expect(training).toHaveAttribute("data-trained-on", "36");
});

test("the lesson leads to the cards, and has six to print", async ({ page }) => {
  await page.getByRole("link", { name: "a lesson of 45 minutes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A lesson of 45 minutes");
  await expect(page.getByRole("group", { name: "Six cards to print" }).locator("section")).toHaveCount(6);
  await page.getByRole("link", { name: "You are the labeler" }).click();
  await expect(page).toHaveURL(/\/labeler\/$/);
});
