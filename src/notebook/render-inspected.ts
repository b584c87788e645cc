import { escapeHtml as html } from "./escape-html.ts";
import { inspectedText, keyText, tensorTitle } from "./inspected-text.ts";
import type { Inspected } from "./output.ts";

/** What fits on one line is one line; what does not can be folded open. */
const lineLength = 76;

export function renderInspected(value: Inspected, depth = 0): string {
  if (value.type === "leaf") return `<code class="value value-${value.of}">${html(value.text)}</code>`;
  if (value.type === "tensor") return renderTensor(value);
  const line = inspectedText(value);
  if (line.length <= lineLength) return `<code class="value">${html(line)}</code>`;
  if (value.type === "numbers") return renderNumbers(value, depth);
  const rows =
    value.type === "list"
      ? value.items.map((item, index) => row(String(index), item, depth))
      : value.entries.map(([key, item]) => row(keyText(key), item, depth));
  const more = value.more > 0 ? `<li class="out-more">${value.more} more</li>` : "";
  const open = depth === 0 ? " open" : "";
  return (
    `<details class="value"${open}><summary><code>${html(value.name)}</code></summary>` +
    `<ul>${rows.join("")}${more}</ul></details>`
  );
}

function row(key: string, item: Inspected, depth: number): string {
  return `<li><code class="value-key">${html(key)}:</code> ${renderInspected(item, depth + 1)}</li>`;
}

const pageLength = 100;

/** Page by page, each under the indices it holds. */
function renderNumbers({ name, values, more }: Inspected & { type: "numbers" }, depth: number): string {
  const pages = Array.from({ length: Math.ceil(values.length / pageLength) }, (_, page) => {
    const [from, items] = [page * pageLength, values.slice(page * pageLength, (page + 1) * pageLength)];
    return (
      `<li><details${page === 0 ? " open" : ""}><summary><code>${from} … ${from + items.length - 1}</code></summary>` +
      `<code class="value-numbers">${items.join(", ")}</code></details></li>`
    );
  });
  const rest = more > 0 ? `<li class="out-more">${more} more</li>` : "";
  const open = depth === 0 ? " open" : "";
  return (
    `<details class="value"${open}><summary><code>${html(name)}</code></summary><ul>${pages.join("")}${rest}</ul></details>`
  );
}

function renderTensor(value: Inspected & { type: "tensor" }): string {
  const preview = value.preview === null ? "" : `<pre>${html(value.preview)}</pre>`;
  return `<span class="value value-tensor"><code>${html(tensorTitle(value))}</code>${preview}</span>`;
}
