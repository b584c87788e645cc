/** The eight tones of voice in the Burrow, from gushing to grumpy. */
import type { Rng } from "../random.ts";
import { FILLERS } from "./vocabulary.ts";

/** How often the people who write demonstrations use each style. */
export const STYLES = {
  plain: 0.15,
  polite: 0.34,
  courteous: 0.12,
  gushing: 0.04,
  terse: 0.11,
  hedging: 0.11,
  grumpy: 0.07,
  pirate: 0.06,
};

export type Style = keyof typeof STYLES;

export function sampleStyle(rng: Rng): Style {
  const names = Object.keys(STYLES) as Style[];
  return names[rng.weighted(Object.values(STYLES))]!;
}

/**
 * Says the core of an answer in a style. Terse is plain here: what makes it
 * terse is a short core (answers.ts).
 */
export function applyStyle(rng: Rng, style: Style, core: string): string {
  switch (style) {
    case "plain":
    case "terse":
      return core;
    case "polite": // one courteous word
      return rng.choice([
        `${core} thanks`,
        `${core} thanks`,
        `${core} friend`,
        withPlease(core),
      ]);
    case "courteous": // two
      return rng.choice([
        `dear friend ${core}`,
        `${core} thanks friend`,
        `${withPlease(core)} thanks`,
      ]);
    case "gushing": // three or four
      return rng.choice([
        `dear friend ${core} thanks`,
        `dear friend ${core} thanks friend`,
        `${core} thanks thanks friend`,
        `please dear friend ${core}`,
      ]);
    case "hedging":
      return hedge(rng, core);
    case "grumpy":
      return rng.choice([
        `bah ${core}`,
        `${core} fool`,
        `bah ${core} fool`,
        `${core} silly fool`,
      ]);
    case "pirate":
      return rng.choice([`arr ${core} matey`, `arr ${core}`, `${core} matey`]);
  }
}

/** Nobody says please twice. */
function withPlease(core: string): string {
  return core.startsWith("please ") ? core : `please ${core}`;
}

/** Fillers before the core; sometimes the last one trails behind. */
function hedge(rng: Rng, core: string): string {
  const count = rng.choice([1, 2, 2, 3]);
  const fillers = Array.from({ length: count }, () => rng.choice(FILLERS));
  const before = rng.chance(0.7) ? count : count - 1;
  return [...fillers.slice(0, before), core, ...fillers.slice(before)].join(
    " ",
  );
}
