import { NotebookClient, type PageEvent, type RunResult } from "../notebook/client.ts";
import { type CellView, cellViews } from "./cell-view.ts";

export interface LiveNotebook {
  run(ids: string[]): Promise<Map<string, RunResult>>;
  stop(): void;
}

/** Connects the cells of the page with a worker: commands down, events back up. */
export function startNotebook(): LiveNotebook {
  const sent = new Map<string, string>();
  return new NotebookClient({
    createWorker: () => new Worker(new URL("../notebook/worker.ts", import.meta.url), { type: "module" }),
    cells: () =>
      cellViews().map(({ cellId, source }) => {
        sent.set(cellId, source);
        return { id: cellId, source };
      }),
    notify: (event) => dispatch(event, sent),
  });
}

function dispatch(event: PageEvent, sent: Map<string, string>): void {
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
    case "started":
      return view.begin(sent.get(event.cell) ?? view.source);
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
