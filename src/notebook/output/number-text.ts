/** A computed number in a sentence. */
import { formatNumber } from "./format.ts";

export interface NumberStyle {
  /** decimals after the point; otherwise as many as the number needs */
  digits?: number;
  /** 0.66 as "66 %" */
  percent?: boolean;
}

const noBreak = "\u00a0";

export function numberText(value: number, { digits, percent = false }: NumberStyle): string {
  return percent ? `${plain(100 * value, digits ?? 0)}${noBreak}%` : plain(value, digits);
}

/** "0.66 ± 0.02", "66 ± 2 %"; the mean alone if there is no spread */
export function spreadText(mean: number, spread: number | null, style: NumberStyle): string {
  if (spread === null) return numberText(mean, style);
  const { percent = false, digits = percent ? 0 : 2 } = style;
  const scale = percent ? 100 : 1;
  const text = `${plain(scale * mean, digits)}${noBreak}±${noBreak}${plain(scale * spread, digits)}`;
  return percent ? `${text}${noBreak}%` : text;
}

function plain(value: number, digits: number | undefined): string {
  if (digits === undefined) return formatNumber(value);
  const [whole, ...fraction] = Math.abs(value).toFixed(digits).split(".") as [string, ...string[]];
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  const isNegative = value < 0 && Number(value.toFixed(digits)) !== 0;
  return `${isNegative ? "\u2212" : ""}${[grouped, ...fraction].join(".")}`;
}
