/** A progress bar with rate and time left, on stderr. */

export interface ProgressBar {
  /** shows a step; `numbers` are the ones worth watching */
  update(step: number, steps: number, numbers: Record<string, number>): void;
  /** ends the line */
  end(): void;
}

const WIDTH = 24;

/** On a terminal one line that changes; else a line every tenth of the way. */
export function progressBar(label: string): ProgressBar {
  const terminal = process.stderr.isTTY === true;
  const start = performance.now();
  let first: number | undefined;
  let lastTenth = -1;
  return {
    update(step, steps, numbers) {
      first ??= step - 1;
      const seconds = (performance.now() - start) / 1000;
      const rate = (step - first) / seconds;
      const left = formatTime((steps - step) / rate);
      const text =
        `${label.padEnd(11)} ${bar(step / steps)} ${step}/${steps}  ` +
        `${formatNumbers(numbers)}  ${rate.toFixed(1)}/s  ETA ${left}`;
      const tenth = Math.floor((10 * step) / steps);
      // A line that is too long would wrap, and never be wiped.
      const room = (process.stderr.columns || 80) - 1;
      if (terminal) process.stderr.write(`\r\x1b[2K${text.slice(0, room)}`);
      else if (tenth !== lastTenth) process.stderr.write(`${text}\n`);
      lastTenth = tenth;
    },
    end() {
      if (terminal && first !== undefined) process.stderr.write("\n");
    },
  };
}

function bar(share: number): string {
  const full = Math.round(WIDTH * Math.min(1, share));
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}

function formatNumbers(numbers: Record<string, number>): string {
  return Object.entries(numbers)
    .map(([name, value]) => `${name} ${value.toFixed(3)}`)
    .join("  ");
}

/** 75 -> "1:15" */
function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
