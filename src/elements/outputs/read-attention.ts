import { formatNumber } from "../../notebook/output/format.ts";
import type { AttentionOutput } from "../../notebook/output/output.ts";
import type { PictureReader } from "./picture-reader.ts";

/** Tokens: what the chosen one looks at, in the text by colour and in every map by its row. */
export function readAttention({ tokens, heads }: AttentionOutput, body: HTMLElement): PictureReader {
  const chips = [...body.querySelectorAll<HTMLElement>(".attention-tokens .token")];
  const frames = [...body.querySelectorAll<SVGRectElement>(".attention-row")];
  let head: number | null = null;
  return {
    count: tokens.length,
    find(event) {
      const target = event.target as Element;
      const chip = target.closest<HTMLElement>(".token");
      const map = target.closest<SVGSVGElement>(".attention-map");
      head = map ? Number(map.closest<HTMLElement>(".attention-head")!.dataset.head) : null;
      if (chip) return chips.indexOf(chip);
      if (!map) return null;
      const { top, height } = map.querySelector(".attention-back")!.getBoundingClientRect();
      return Math.max(0, Math.min(tokens.length - 1, Math.floor(((event.clientY - top) / height) * tokens.length)));
    },
    show(index) {
      const used = head === null ? heads : heads.slice(head, head + 1);
      const weights = tokens.map((_, j) => mean(used.map((one) => one.weights[index ?? -1]?.[j] ?? 0)));
      chips.forEach((chip, j) => {
        chip.toggleAttribute("data-active", j === index);
        chip.style.setProperty("--t", index === null ? "0" : weights[j]!.toFixed(3));
      });
      for (const frame of frames) {
        frame.setAttribute("visibility", index === null ? "hidden" : "visible");
        frame.setAttribute("y", String((index ?? 0) * 10));
      }
      if (index === null) return "";
      const who =
        head === null
          ? heads.length > 1
            ? "on average over the heads, "
            : ""
          : heads[head]!.name && `${heads[head]!.name}: `;
      const best = weights.map((weight, j) => ({ weight, j })).sort((a, b) => b.weight - a.weight);
      const words = best
        .slice(0, 4)
        .filter(({ weight }) => weight >= 0.005)
        .map(({ weight, j }) => `“${tokens[j]}” ${formatNumber(weight, 2)}`);
      return `${who}“${tokens[index]}” (token ${index + 1}) looks at ${words.join(", ")}`;
    },
  };
}

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
}
