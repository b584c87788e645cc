/**
 * A training takes two cores. Where there is no third for the page, drawing gets a sixtieth of the
 * time (tests/bench/live-chart.ts); elsewhere, and when no cell runs, as much as it needs for the 30
 * pictures a second that the worker sends (src/notebook/output/output-stream.ts).
 */
const share = (cores: number, isRunning: () => boolean): number => (cores > 2 || !isRunning() ? 1 / 2 : 1 / 60);

/** Lines of a cell that another one runs beside are seen within this time, also on a slow machine. */
const longestRestMs = 1000;

/** When to draw again, after a drawing that began then and took so many milliseconds. */
export function nextDrawing(begin: number, cost: number, cores: number, isRunning: () => boolean): number {
  return begin + Math.max(cost, Math.min(cost / share(cores, isRunning), longestRestMs));
}
