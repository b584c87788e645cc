import { NotebookClient, type PageEvent } from "../../notebook/client/client.ts";
import { differences } from "../../notebook/output/compare-outputs.ts";
import { formatBytes, formatNumber } from "../../notebook/output/format.ts";
import { isModelChoice } from "../../notebook/cell-api/own-models.ts";
import type { CellSource } from "../../notebook/kernel/protocol.ts";
import type { Memory } from "../../notebook/cell-api/registry.ts";
import cellWorker from "../../notebook/kernel/worker.ts?worker&url";
import type { FrozenCells } from "../state/frozen-cells.ts";
import { type CellText, type CellView, cellTexts, cellViews } from "../state/cell-view.ts";
import { cellView } from "./cell-of-event.ts";
import { RunWatch } from "./run-watch.ts";
import { endMark, markRunning } from "./crash-marker.ts";
import { forgetTraining, markTraining } from "./training-marker.ts";
import { startWorker } from "../base/start-worker.ts";
import { withBattery } from "./watch-battery.ts";
// Cells ask for it when they have run: it is there then, with or without a network.
import "./run-notes.ts";

/** The page's notebook, once it is loaded: its client, and what the page posts to it. */
export interface LiveNotebook {
  client: NotebookClient;
  /** the cells' texts with the values that the book has of them */
  withFrozen(texts: CellText[]): CellSource[];
}

/** Connects the cells of the page with a worker: commands down, events back up. */
export function startNotebook(book: FrozenCells): LiveNotebook {
  const asked = new Set<string>();
  const watch = new RunWatch({
    pause: () => client.pause(),
    resume: () => client.resume(),
    stop: () => client.stop(),
  });
  /** of the cells that run now, those that should show what the book printed */
  let printed: string[] = [];
  const client: NotebookClient = new NotebookClient({
    createWorker: () => withBattery(startWorker(cellWorker)),
    cells: () => withFrozen(cellTexts(), book),
    notify(event) {
      if (event.type === "queued") asked.add(event.cell);
      if (event.type === "planned") printed = event.printed;
      if (event.type === "started") markRunning(event.cell);
      if (event.type === "settled" || event.type === "restarted") endMark();
      dispatch(event, client, asked);
      watch.handle(event);
      if (event.type !== "finished") return;
      asked.delete(event.cell);
      forgetTraining(event.cell);
      const frozen = printed.includes(event.cell) ? book[event.cell] : undefined;
      if (!frozen || event.state !== "done") return;
      const view = cellView(event.cell);
      const shown = client.outputsOf(event.cell).filter((output) => !isModelChoice(output));
      view?.handle({ type: "compared", differences: differences(shown, frozen.outputs) });
    },
  });
  return { client, withFrozen: (texts) => withFrozen(texts, book) };
}

/** With the values that the book keeps of them, and how long they take. */
function withFrozen(texts: CellText[], book: FrozenCells): CellSource[] {
  return texts.map((text) => {
    const { kept, seconds } = book[text.id] ?? {};
    return { ...text, ...(kept && { kept }), ...(seconds !== undefined && { seconds }) };
  });
}

function dispatch(event: PageEvent, client: NotebookClient, asked: Set<string>): void {
  switch (event.type) {
    case "planned":
      return waitInLine(event.cells, asked);
    case "stopping":
      return cellViews().forEach((view) => view.handle({ type: "asked", asked: "stop" }));
    case "settled":
      return markStale(event.stale, event.dependents);
    case "memory":
      return showMemory(event.memory);
    case "restarted":
      showMemory(null);
      cellViews().forEach((view) => view.handle({ type: "living", isLiving: false }));
      if (event.why === "stop" && event.running) cellView(event.running)?.handle({ type: "failed", why: restarted });
      return;
    case "restoring":
      asked.forEach((id) => cellView(id)?.handle({ type: "queued", waits: { taken: event.cell } }));
      break;
    default: // the others are for the cell alone
  }
  const view = cellView(event.cell);
  if (!view) return;
  if (event.type === "saved") return markTraining(event.cell, event, client.sourceOf(event.cell) ?? view);
  if (event.type === "kept") return view.handle({ type: "kept", text: keptWords(event) });
  if (event.type !== "started") return view.handle(event);
  const { source, inputs = {} } = client.sourceOf(event.cell) ?? view;
  view.handle({ type: "started", source, inputs });
}

function keptWords({ name, kept, problem }: PageEvent & { type: "kept" }): string {
  return kept ? `“${name}” is kept in this browser (${formatBytes(kept.bytes)}).` : (problem ?? "");
}

const restarted =
  "This cell could not be stopped otherwise, so the notebook was started anew. " +
  "What other cells defined is computed again when it is needed.";

/** Whoever shows it listens; the notebook does not know where that is. */
function showMemory(memory: Memory | null): void {
  const tensors = memory?.tensors === 1 ? "1 tensor" : `${formatNumber(memory?.tensors ?? 0)} tensors`;
  const detail = memory ? `${tensors}, ${formatBytes(memory.bytes)}` : "";
  document.dispatchEvent(new CustomEvent("notebook-memory", { detail }));
}

/** Says of a cell that was asked for what runs before it, and of the others what they wait for. */
function waitInLine(cells: string[], asked: Set<string>): void {
  cells.forEach((id, index) => {
    const above = cells.slice(0, index).filter((other) => !asked.has(other)).length;
    const behind = index > 0 ? { behind: cells[index - 1]! } : null;
    cellView(id)?.handle({ type: "queued", waits: asked.has(id) && above > 0 ? { above } : behind });
  });
}

function markStale(stale: string[], dependents: Record<string, string[]>): void {
  const views = new Map<string, CellView>(cellViews().map((view) => [view.cellId, view]));
  const told = new Set(Object.values(dependents).flat());
  for (const [id, view] of views) {
    view.handle({ type: "outdated", isOutdated: stale.includes(id), isTold: told.has(id) });
  }
  for (const [id, view] of views) {
    const below = (dependents[id] ?? []).filter((other) => views.get(other)?.state === "stale");
    view.handle({ type: "dependents", stale: below });
  }
}
