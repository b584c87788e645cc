/**
 * The module worker of a page's cells; and one with a name trains beside it, or opens
 * a folder. It is imported by a worker of a blob (elements/start-worker.ts), which gives it its messages when it is there.
 */
import { FOLDER_WORKER } from "./folder-reply.ts";

// As a worker of its own, which a cell could start, this file would have no policy (elements/start-worker.ts).
if (location.protocol !== "blob:") throw new Error("Cells run in a worker of a blob, which the page's policy holds.");

await (self.name === FOLDER_WORKER ? openFolders() : self.name ? trainBeside() : runCells());

async function runCells(): Promise<void> {
  const program = await import("./run-cells.ts");
  program.serveCells();
}

async function trainBeside(): Promise<void> {
  const { serveTraining } = await import("./training-worker.ts");
  await serveTraining();
}

async function openFolders(): Promise<void> {
  const { serveFolders } = await import("./folder-worker.ts");
  serveFolders();
}
