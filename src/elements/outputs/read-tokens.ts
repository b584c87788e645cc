import { formatNumber } from "../../notebook/output/format.ts";
import type { TokensOutput } from "../../notebook/output/output.ts";
import type { PictureReader } from "./picture-reader.ts";

/** Tokens one after the other, over all rows. */
export function readTokens({ rows, label }: TokensOutput, body: HTMLElement): PictureReader {
  const tokens = [...body.querySelectorAll<HTMLElement>(".strip-row .token")];
  const places = rows.flatMap((row) => row.tokens.map((token, at) => ({ row, token, at })));
  return {
    count: tokens.length,
    find: (event) => {
      const token = (event.target as Element).closest<HTMLElement>(".token");
      return token ? tokens.indexOf(token) : null;
    },
    show(index) {
      tokens.forEach((token, at) => token.toggleAttribute("data-active", at === index));
      const place = index === null ? undefined : places[index];
      if (!place) return "";
      const { row, token, at } = place;
      const value = row.values[at];
      const number = value === null || value === undefined ? "none" : formatNumber(value);
      return `${row.name ? `${row.name}: ` : ""}“${token}” ${label} ${number} (token ${at + 1} of ${row.tokens.length})`;
    },
  };
}
