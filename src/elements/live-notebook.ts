import { NotebookClient, type PageEvent, type RunResult } from "../notebook/client.ts";
import type { CellSource } from "../notebook/protocol.ts";
import type { InputValue } from "../notebook/output.ts";
import { type CellView, cellViews } from "./cell-view.ts";

export interface LiveNotebook {
  run(ids: string[], alone?: boolean): Promise<Map<string, RunResult>>;
  answer(cell: string, key: string, value: InputValue): void;
  stop(): void;
}

/** Connects the cells of the page with a worker: commands down, events back up. */
export function startNotebook(): LiveNotebook {
  const sent = new Map<string, CellSource>();
  return new NotebookClient({
    createWorker: () => new Worker(new URL("../notebook/worker.ts", import.meta.url), { type: "module" }),
    cells: () =>
      cellViews().map(({ cellId, source, inputs }) => {
        const cell = { id: cellId, source, inputs };
        sent.set(cellId, cell);
        return cell;
      }),
    notify: (event) => dispatch(event, sent),
  });
}

function dispatch(event: PageEvent, sent: Map<string, CellSource>): void {
  const views = new Map(cellViews().map((view) => [view.cellId, view]));
  switch (event.type) {
    case "planned":
      return waitInLine(event.cells, views);
    case "stopping":
      return views.forEach((view) => view.stopping());
    case "settled":
      return markStale(event.stale, event.dependents, views);
    case "restarted":
      if (event.why === "stop" && event.running) views.get(event.running)?.explainRestart();
      return;
  }
  const view = views.get(event.cell);
  if (!view) return;
  switch (event.type) {
    case "queued":
      return view.queue(null);
    case "started": {
      const { source, inputs = {} } = sent.get(event.cell) ?? view;
      return view.begin(source, inputs);
    }
    case "preparing":
      return view.prepare(event.what);
    case "outputs":
      return event.patches.forEach(({ index, output }) => view.showOutput(index, output));
    case "finished":
      return view.finish(event.state, event.error, event.seconds);
    case "late-error":
      return view.lateError(event.error);
  }
}

function waitInLine(cells: string[], views: Map<string, CellView>): void {
  cells.forEach((id, index) => views.get(id)?.queue(cells[index - 1] ?? null));
}

function markStale(stale: string[], dependents: Record<string, string[]>, views: Map<string, CellView>): void {
  for (const [id, view] of views) {
    view.setStale(stale.includes(id));
    view.setDependents((dependents[id] ?? []).filter((other) => stale.includes(other)));
  }
}
