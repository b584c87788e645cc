/** A class's rankings as tables: names and texts of others are escaped as all that a template takes. */
import type { PairAgreement } from "mini-rlhf/labeler/agreement";
import type { ClassAgreement, DisputedCard } from "mini-rlhf/labeler/class-agreement";
import { type Crowd, type CrowdMember, outvoted } from "mini-rlhf/labeler/crowd";
import type { FileProblem } from "mini-rlhf/labeler/file-lines";
import type { Taste } from "mini-rlhf/labeler/fit-taste";
import { html, type Markup, markupText, type MarkupText, type Part } from "../notebook/output/markup.ts";
import { numberText } from "../notebook/output/number-text.ts";
import { shareWords } from "./class-words.ts";
import { listed } from "./counted-words.ts";
import { shownAnswer, shownPrompt } from "./shown-words.ts";

/** A file that was opened: what is said of it, and what could not be read. */
export interface OpenedFile {
  words: string;
  problems: readonly FileProblem[];
}

export function filesList(files: readonly OpenedFile[]): MarkupText {
  const items = files.map(({ words, problems }) => {
    const lines = problems.map(({ line, message }) => html`<li>${line > 0 && `Line ${line}: `}${message}</li>`);
    return html`<li>${words}${lines.length > 0 && html`<ul>${lines}</ul>`}</li>`;
  });
  return markupText(html`${items}`);
}

/** @param you the reader's name, whose row comes first and cannot be removed */
export function peopleTable({ people, matrix }: ClassAgreement, you: string | null): MarkupText {
  const own = people.findIndex(({ who }) => who === you);
  const rows = people.map(({ who, cards, pairs, withSelf, withRest }, i) => {
    const withYou = own < 0 || own === i ? null : (matrix[own]![i] ?? null);
    const remove =
      i !== own && html`<button type="button" data-remove="${who}" aria-label="Remove ${who}">Remove</button>`;
    return html`<tr><th scope="row">${who}</th><td>${cards}</td><td>${pairs}</td><td>${shareOf(withYou)}</td><td>${shareCell(withRest)}</td><td>${shareCell(withSelf)}</td><td>${remove}</td></tr>`;
  });
  const head = heads("who", "cards", "pairs", "with you", "with the rest", "with themselves", "");
  return scrolled("Who agrees with whom", html`<thead><tr>${head}</tr></thead><tbody>${rows}</tbody>`);
}

function heads(...names: string[]): Markup[] {
  return names.map((name) => (name === "" ? html`<td></td>` : html`<th scope="col">${name}</th>`));
}

function shareOf(compared: { alike: number; pairs: number } | null): string {
  if (!compared || compared.pairs === 0) return "–";
  return `${numberText(compared.alike / compared.pairs, { percent: true })} of ${compared.pairs}`;
}

function shareCell(measured: PairAgreement | null): string {
  return measured ? shareWords(measured) : "–";
}

function scrolled(label: string, table: Markup): MarkupText {
  return markupText(
    html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table>${table}</table></div>`,
  );
}

/** Everybody with everybody: a share a cell. */
export function matrixTable({ people, matrix }: ClassAgreement): MarkupText {
  const rows = matrix.map(
    (row, i) =>
      html`<tr><th scope="row">${people[i]!.who}</th>${row.map((cell) => html`<td>${cell && cell.pairs > 0 ? numberText(cell.alike / cell.pairs, { percent: true }) : "–"}</td>`)}</tr>`,
  );
  const names = people.map(({ who }) => who);
  const head = html`<thead><tr><td></td>${heads(...names)}</tr></thead>`;
  return scrolled("Everybody with everybody", html`${head}<tbody>${rows}</tbody>`);
}

/** The cards on which people differ most, with what each has said of the answers. */
export function disputedCards(disputed: readonly DisputedCard[], most = 3): MarkupText {
  const cards = disputed.slice(0, most).map(({ prompt, differ, pairs, answers }) => {
    const rows = answers.map(({ text, ranks }) => {
      const best = ranks.filter(({ rank }) => rank === 1).map(({ who }) => who);
      const last = ranks.filter(({ rank, worst }) => rank === worst && worst > 1).map(({ who }) => who);
      return html`<tr><th scope="row">${shownAnswer(text)}</th><td>${listed(best) || "–"}</td><td>${listed(last) || "–"}</td></tr>`;
    });
    const caption = html`<caption><q>${shownPrompt(prompt)}</q> ${differ} of ${pairs} pairs in opposite orders</caption>`;
    const head = html`<thead><tr>${heads("answer", "best for", "worst for")}</tr></thead>`;
    return html`<table class="disputed" translate="no">${caption}${head}<tbody>${rows}</tbody></table>`;
  });
  return markupText(html`${cards}`);
}

/** More people than this have no column each. */
const mostColumns = 8;

/** Everybody's weights side by side, and those of the one taste for all. */
export function tasteTable({ taste, members, sides }: Crowd): MarkupText {
  const shown = members.slice(0, mostColumns);
  const lost = new Map(sides.map((side) => [side.feature, new Set(outvoted(side))]));
  const rows = taste.names.map((name, i) => {
    const cells = shown.map((member) => weightCell(member.taste, i, lost.get(name)?.has(member.who) === true));
    return html`<tr><th scope="row">${name}</th>${weightCell(taste, i, false)}${cells}</tr>`;
  });
  const shares = shown.map(
    ({ served }) => html`<td>${served ? numberText(served.value, { percent: true }) : "–"}</td>`,
  );
  const last = html`<tr class="served"><th scope="row">agrees with the one taste on</th><td></td>${shares}</tr>`;
  const names = shown.map(({ who }) => who);
  const head = html`<thead><tr><td></td>${heads("one taste for all", ...names)}</tr></thead>`;
  return scrolled("Weights of everybody’s taste", html`${head}<tbody>${rows}${last}</tbody>`);
}

function weightCell({ weights, deviations }: Taste, i: number, isOutvoted: boolean): Markup {
  const [weight, half] = [weights[i]!, 1.96 * deviations[i]!];
  const state = isOutvoted ? "outvoted" : Math.abs(weight) > half ? "decided" : "undecided";
  return html`<td data-state="${state}">${signed(weight)} ± ${numberText(half, { digits: 1 })}${isOutvoted && html` <span class="visually-hidden">outvoted</span>`}</td>`;
}

/** Who is outvoted, and who differs from the rest in what. */
export function lostWords({ members, sides }: Crowd): MarkupText {
  const against = sides.flatMap((side) => {
    const lost = outvoted(side);
    const wish = side.common > 0 ? "less" : "more";
    return lost.length === 0
      ? []
      : [
          html`<li>${listed(lost)}: wants ${wish} “${side.feature}” than the one taste does (${signed(side.common)}).</li>`,
        ];
  });
  const apart = members.flatMap((member) => differsWords(member));
  const none: Part =
    against.length + apart.length === 0 && html`<li>Nobody’s taste stands out beyond its interval.</li>`;
  return markupText(html`${against}${apart}${none}`);
}

function differsWords({ who, differs }: CrowdMember): Markup[] {
  if (differs.length === 0) return [];
  const parts = differs.map(({ feature, own, rest }) => `“${feature}” ${signed(own)}, the others ${signed(rest)}`);
  return [html`<li>${who} differs from the others in ${listed(parts)}.</li>`];
}

function signed(value: number): string {
  const text = numberText(value, { digits: 1 });
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
