/** Under what a page writes down that a cell of it runs. */
export function runningKey(): string {
  return `mini-rlhf:running:${location.pathname}`;
}
