import { cellViews } from "../state/cell-view.ts";
import { isOf, leftTraining } from "./training-marker.ts";

/** The cell whose training was going on when the page was left offers to go on, if it is what it was. */
export function offerTraining(): void {
  const left = leftTraining();
  const view = left && cellViews().find(({ cellId }) => cellId === left.cell);
  if (view && isOf(left, view)) view.handle({ type: "left", step: left.step, steps: left.steps });
}
