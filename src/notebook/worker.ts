/**
 * The module worker of a page's cells; and one with a name is the second that trains with it. The
 * program is behind an import, and this file imports nothing else: what is built shares code between
 * files, and WebKit runs a worker's first file once more when another one imports from it.
 */
void (self.name ? trainAsSecond() : runCells()).catch(reportError);

async function runCells(): Promise<void> {
  const early: MessageEvent[] = [];
  const keep = (event: MessageEvent): void => void early.push(event);
  self.addEventListener("message", keep);
  const program = await import("./run-cells.ts");
  self.removeEventListener("message", keep);
  program.runCells(early.map(({ data }) => data));
}

async function trainAsSecond(): Promise<void> {
  const { serveTraining } = await import("./training-worker.ts");
  await serveTraining();
}
