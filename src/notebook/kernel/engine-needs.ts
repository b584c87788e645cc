import { CellProblem } from "../base/cell-error.ts";
import { needs } from "../base/oldest-browsers.ts";

/** The smallest module with an instruction of SIMD: i8x16.popcnt(i8x16.splat(0)). */
const withSimd = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];

/** Why nothing with tensors can run in this browser; null where it can. */
export function missingForEngine(): CellProblem | null {
  if (typeof WebAssembly !== "object") {
    return new CellProblem(
      "EngineError",
      "This browser runs no WebAssembly, by which everything with tensors is computed here.",
      null,
      "Lockdown Mode on an iPhone, iPad or Mac turns it off: allow this site in the page menu beside the address " +
        "(Website Settings, Lockdown Mode). Elsewhere an extension or a rule of your organisation may do so. " +
        "Cells without tensors run, and all that is printed can be read.",
    );
  }
  if (WebAssembly.validate(new Uint8Array(withSimd))) return null;
  return new CellProblem(
    "EngineError",
    "This browser’s WebAssembly has no SIMD, by which everything with tensors is computed here.",
    null,
    `${needs} Cells without tensors run in this one too.`,
  );
}
