/** How many workers a machine bears; what is computed does not depend on it. */

export interface Machine {
  /** processors, as the system counts them */
  cores: number;
  /** gigabytes, where that is known */
  memory?: number;
  /** runs on a battery that is nearly empty */
  isBatteryLow?: boolean;
}

/** How many workers may work at once, the first one included. */
export interface Crew {
  /** on a training step: 1, 2 or 4, as three are no faster than two */
  learn: number;
  /** on answers to write, and on texts to read */
  read: number;
  /** why there are not more, if that is not the number of cores */
  why?: string;
}

const MOST = 4;

/** Below so many gigabytes, two heaps of WebAssembly are enough. */
const LITTLE_MEMORY = 4;

export function crewFor({ cores, memory, isBatteryLow }: Machine): Crew {
  if (cores > 1 && isBatteryLow) {
    return { learn: 1, read: 1, why: "the battery is low" };
  }
  const learn = cores >= MOST ? MOST : Math.min(2, Math.max(1, cores));
  // One core is left for the page, but for two workers two must do.
  const read = Math.max(Math.min(2, learn), Math.min(MOST, cores - 1));
  if (learn > 2 && memory !== undefined && memory < LITTLE_MEMORY) {
    return { learn: 2, read: 2, why: `there are ${memory} GB of memory` };
  }
  return { learn, read };
}
