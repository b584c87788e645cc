/**
 * The module worker that runs a page's cells. It is ended, and built anew, when a cell cannot be
 * stopped otherwise; nothing that must last lives here.
 */
import { readBookFile } from "./book-files.ts";
import { crashError } from "./crash.ts";
import { Kernel } from "./kernel.ts";
import { browserShelf } from "./model-shelf.ts";
import { registry } from "./modules.ts";
import { onNotice } from "./notice.ts";
import type { Command, KernelEvent } from "./protocol.ts";
import { SECOND_WORKER } from "./worker-name.ts";

if (self.name === SECOND_WORKER) {
  const program = import("./training-worker.ts");
  program.then(({ serveTraining }) => serveTraining()).catch(reportError);
} else {
  runCells();
}

function runCells(): void {
  const post = self.postMessage.bind(self) as (event: KernelEvent) => void;
  const kernel = new Kernel({ registry, readFile: readBookFile, emit: post, hasReader: true, shelf: browserShelf(registry) });
  // A cell may have broken the language itself, which the kernel is written in.
  const broken = (thrown: unknown): void => post({ type: "crashed", cell: null, error: crashError(String(thrown)) });
  onNotice((text) => kernel.note(text));

  self.addEventListener("message", ({ data }: MessageEvent<Command>) => {
    if (data.type === "run") kernel.run(data.targets, data.cells, data.alone).catch(broken);
    else if (data.type === "answer") kernel.answer(data.cell, data.key, data.value);
    else if (data.type === "keep") void kernel.keep(data.cell, data.name);
    else kernel[data.type]();
  });

  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    kernel.stray(event.reason);
  });

  self.addEventListener("error", (event) => {
    event.preventDefault();
    kernel.stray(event.error ?? new Error(event.message));
  });

  // Deep library stacks must still reach down to the cell's own line.
  Error.stackTraceLimit = 100;

  // A cell speaks through show and console; these would cut it off from the page, or confuse it.
  for (const name of ["close", "postMessage"]) {
    Object.defineProperty(self, name, {
      value: () => {
        throw new Error(`${name}() is not available in a cell.`);
      },
    });
  }
}
