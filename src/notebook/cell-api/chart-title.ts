/** The title of a chart, where there is one. */
export function chartTitle(title: unknown): { title?: string } {
  return title === undefined || title === null || title === "" ? {} : { title: String(title) };
}
