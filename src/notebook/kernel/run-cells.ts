import { noteBattery } from "../base/battery.ts";
import { readBookFile } from "./book-files.ts";
import { closeFonts } from "./close-fonts.ts";
import { refusalOf, watchAddresses } from "./cell-addresses.ts";
import { crashError } from "../base/crash.ts";
import { Kernel } from "./kernel.ts";
import { browserModels } from "../cell-api/saved-models.ts";
import { browserTrainings } from "../cell-api/trainings.ts";
import { registry } from "./core-modules.ts";
import { onNotice } from "../base/kernel-notice.ts";
import type { Command, KernelEvent } from "./protocol.ts";
import { routeConsole } from "./route-console.ts";
import { thrownText } from "./run-error.ts";
import { trustCells } from "./trust-cells.ts";

/**
 * Runs a page's cells in this worker. It is ended, and built anew, when a cell cannot be stopped
 * otherwise; nothing that must last lives here.
 */
export function serveCells(): void {
  trustCells();
  closeFonts(self.location.href);
  const post = self.postMessage.bind(self) as (event: KernelEvent) => void;
  const kernel = new Kernel({
    registry,
    readFile: readBookFile,
    emit: post,
    hasReader: true,
    ...{ shelf: browserModels(registry), trainings: browserTrainings() },
  });
  // A cell may have broken the language itself, which the kernel is written in.
  const broken = (thrown: unknown): void => post(crashed(thrown));
  onNotice((text) => kernel.note(text));
  routeConsole((stack) => kernel.consoleOf(stack));

  const obey = (command: Command): void => {
    if (command.type === "battery") return noteBattery(command.isLow);
    if (command.type === "run")
      kernel.run(command.targets, command.cells, command.isLight, command.goesOn).catch(broken);
    else if (command.type === "prepare") kernel.prepare(command.cell, command.cells);
    else if (command.type === "answer") kernel.answer(command.cell, command.key, command.value);
    else if (command.type === "keep") void kernel.keep(command.cell, command.name);
    else if (command.type === "end") kernel.end(command.cell);
    else kernel[command.type]();
  };
  self.addEventListener("message", (event: MessageEvent<Command>) => {
    // A command brings the text of all cells: no cell that listens hears it.
    event.stopImmediatePropagation();
    obey(event.data);
  });

  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    kernel.stray(event.reason);
  });

  self.addEventListener("error", (event) => {
    event.preventDefault();
    kernel.stray(event.error ?? new Error(event.message));
  });

  watchAddresses((refusal) => kernel.refused(refusal));
  self.addEventListener("securitypolicyviolation", (event) => {
    const refusal = refusalOf(event);
    if (refusal) kernel.refused(refusal);
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

function crashed(thrown: unknown): KernelEvent {
  return { type: "crashed", cell: null, error: crashError(thrownText(thrown)) };
}
