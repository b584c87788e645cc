import { formatNumber } from "./format.ts";
import { html, joined, type Markup, type Part, svg } from "./markup.ts";
import type { AttentionOutput } from "./output.ts";
import { figureFrame } from "./figure-frame.ts";

/** The tokens, to be pointed at, and a map per head: rows look, columns are looked at. */
export function renderAttention(output: AttentionOutput, isLive: boolean): Markup {
  const { tokens, heads, title } = output;
  const chips = tokens.map(
    (token, at) => html`<span class="token" data-at="${at}" style="--t:0">${token || "␣"}</span>`,
  );
  const maps = heads.map(({ name, weights }, head) => {
    const caption = name && html`<figcaption>${name}</figcaption>`;
    const label = !name && html` aria-label="${heads.length > 1 ? `Head ${head + 1}` : "Attention weights"}"`;
    return html`<figure class="attention-head" data-head="${head}"${label}>${headSvg(weights, tokens)}${caption}</figure>`;
  });
  const body = [
    html`<p class="attention-tokens" tabindex="0" role="group" aria-label="Tokens; point at one to see what it looks at">${joined(chips, " ")}</p>`,
    html`<div class="attention-heads" data-count="${heads.length}">${maps}</div>`,
  ];
  return figureFrame({
    output,
    ...(title ? { title } : {}),
    summary: describeAttention(output),
    body,
    hasImage: true,
    isLive,
  });
}

const unit = 10;
const shades = 12;

/** All squares of one shade are one path, so that a map is a dozen elements and not hundreds. */
function headSvg(weights: number[][], tokens: string[]): Markup {
  const size = weights.length * unit;
  const paths = Array.from({ length: shades }, () => "");
  weights.forEach((row, i) =>
    row.forEach((weight, j) => {
      const shade = Math.min(shades, Math.ceil(weight * shades));
      if (shade > 0) paths[shade - 1] += `M${j * unit},${i * unit}h${unit}v${unit}h-${unit}z`;
    }),
  );
  const drawn = paths.map(
    (d, shade) =>
      d && svg`<path class="attention-shade" fill-opacity="${((shade + 1) / shades).toFixed(2)}" d="${d}"/>`,
  );
  const back = svg`<rect class="attention-back" width="${size}" height="${size}"/>`;
  const frame = svg`<rect class="attention-row" width="${size}" height="${unit}" y="0" visibility="hidden"/>`;
  const { labels, margin } = namesOfRows(tokens.slice(0, weights.length), size);
  const all = fixed(margin + size * 1.005); // with room for the frame's line
  const box = `${-margin} ${-margin} ${all} ${all}`;
  return svg`<svg class="attention-map" viewBox="${box}" aria-hidden="true">${back}${drawn}${frame}${labels}</svg>`;
}

/** More would be too small to read; the tokens above the maps say what is pointed at. */
const mostNamed = 28;
const longestName = 8;

/** How wide a map stands on a page, and how large its letters are then; both in pixels. */
const [usualWidth, letterSize] = [270, 11];
/** of a letter's size */
const letterWidth = 0.6;

/** The tokens before the rows, which look, and over the columns, which are looked at. */
function namesOfRows(tokens: string[], size: number): { labels: Part; margin: number } {
  if (tokens.length > mostNamed) return { labels: "", margin: 1 };
  const names = tokens.map((token) => nameOf(token));
  const ems = letterWidth * Math.max(0, ...names.map((name) => [...name].length)) + 0.6;
  const scale = letterSize / usualWidth;
  // The letters are to be of one size on the page, and they take some of its width themselves.
  const font = Math.min(unit * 0.9, (scale * size) / (1 - scale * ems));
  const middle = (index: number): number => fixed((index + 0.5) * unit + font * 0.35);
  const gap = fixed(-font * 0.4);
  const rows = names.map((name, i) => svg`<text x="${gap}" y="${middle(i)}" text-anchor="end">${name}</text>`);
  const columns = names.map(
    (name, j) => svg`<text transform="translate(${middle(j)} ${gap}) rotate(-90)">${name}</text>`,
  );
  const labels = svg`<g class="attention-names" font-size="${fixed(font)}">${rows}${columns}</g>`;
  return { labels, margin: fixed(font * ems) };
}

/** A map of few tokens is drawn large: a tenth of its unit would be seen. */
function fixed(value: number): number {
  return Math.round(value * 100) / 100;
}

function nameOf(token: string): string {
  const name = token.trim() || "␣";
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** For each of the first heads, where the last token looks. */
export function describeAttention({ tokens, heads }: AttentionOutput): string {
  const count = heads.length === 1 ? "One attention map" : `${heads.length} attention maps`;
  const last = tokens.length - 1;
  const looks = heads.slice(0, 8).map(({ name, weights }, index) => {
    const row = weights[last] ?? [];
    const best = row.reduce((a, weight, j) => (weight > row[a]! ? j : a), 0);
    const who = name || (heads.length > 1 ? `head ${index + 1}` : "It");
    return `${who}: the last token “${tokens[last]}” looks most at “${tokens[best]}” (${formatNumber(row[best] ?? 0, 2)}).`;
  });
  return [`${count} over ${tokens.length} tokens.`, ...(tokens.length > 0 ? looks : [])].join(" ");
}
