import { inspectedText, keyText, tensorTitle } from "./inspected-text.ts";
import { html, type Markup } from "./markup.ts";
import type { Inspected } from "./inspected.ts";

/** What fits on one line is one line; what does not can be folded open. */
const lineLength = 76;

export function renderInspected(value: Inspected, depth = 0): Markup {
  if (value.type === "leaf") return html`<code class="value value-${value.of}">${value.text}</code>`;
  if (value.type === "tensor") return renderTensor(value);
  const line = inspectedText(value);
  if (line.length <= lineLength) return html`<code class="value">${line}</code>`;
  if (value.type === "numbers") return renderNumbers(value, depth);
  const rows =
    value.type === "list"
      ? value.items.map((item, index) => row(String(index), item, depth))
      : value.entries.map(([key, item]) => row(keyText(key), item, depth));
  return folding(value, rows, depth);
}

function folding({ name, more }: { name: string; more: number }, items: Markup[], depth: number): Markup {
  const rest = more > 0 && html`<li class="out-more">${more} more</li>`;
  const summary = html`<summary><code>${name}</code></summary>`;
  return html`<details class="value"${opened(depth === 0)}>${summary}<ul>${items}${rest}</ul></details>`;
}

function opened(isOpen: boolean): Markup | false {
  return isOpen && html` open`;
}

function row(key: string, item: Inspected, depth: number): Markup {
  return html`<li><code class="value-key">${key}:</code> ${renderInspected(item, depth + 1)}</li>`;
}

const pageLength = 100;

/** Page by page, each under the indices it holds. */
function renderNumbers(value: Inspected & { type: "numbers" }, depth: number): Markup {
  const { values } = value;
  const pages = Array.from({ length: Math.ceil(values.length / pageLength) }, (_, page) => {
    const [from, items] = [page * pageLength, values.slice(page * pageLength, (page + 1) * pageLength)];
    const summary = html`<summary><code>${from} … ${from + items.length - 1}</code></summary>`;
    return html`<li><details${opened(page === 0)}>${summary}<code class="value-numbers">${items.join(", ")}</code></details></li>`;
  });
  return folding(value, pages, depth);
}

function renderTensor(value: Inspected & { type: "tensor" }): Markup {
  const preview = value.preview !== null && html`<pre>${value.preview}</pre>`;
  return html`<span class="value value-tensor"><code>${tensorTitle(value)}</code>${preview}</span>`;
}
