/** What the benchmark says at the end, to people and to programs. */
import { loadavg } from "node:os";
import type { SizeName } from "../../src/benchmark/shapes.ts";
import { type Options, type RuntimeName, RUNTIMES, type WorkName } from "./options.ts";

export interface Row {
  work: WorkName;
  size: SizeName;
  runtime: RuntimeName;
  workers: number;
  ms: number;
  /** PyTorch on one thread, and on as many as it takes */
  torchMs: number | null;
  torchAllMs: number | null;
  /** jax-js and ONNX Runtime, on WebAssembly and one thread */
  jaxMs: number | null;
  onnxMs: number | null;
}

/** A row as people read it. */
export interface FullRow extends Row {
  /** stock TensorFlow.js with the model of plain-ops.ts */
  stockMs: number | null;
  /** stock TensorFlow.js as one first writes it */
  naiveMs: number | null;
  /** learned from or written; 0 where they are not counted */
  tokensPerSecond: number;
  gigaflops: number;
  ceiling: number;
}

const heads = [
  ...["work", "size", "runtime", "workers", "ms", "tokens/s", "PyTorch", "ratio", "at most"],
  ...["all threads", "jax-js", "ONNX", "stock TF.js", "naive", "GFLOP/s", "of ceiling"],
];

export function tableOf(rows: FullRow[]): string {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const left = 3; // the first columns are words
  const aligned = lines.map((line) =>
    line
      .map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  aligned.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return aligned.join("\n");
}

function cells(row: FullRow) {
  const { work, size, runtime, workers, ms, torchMs, torchAllMs, gigaflops, ceiling } = row;
  return [
    work,
    size,
    runtime,
    String(workers),
    milliseconds(ms),
    row.tokensPerSecond > 0 ? String(Math.round(row.tokensPerSecond)) : "",
    milliseconds(torchMs),
    torchMs === null ? "" : (torchMs / ms).toFixed(2),
    torchMs === null || gigaflops === 0 ? "" : ((torchMs / ms) * (ceiling / gigaflops)).toFixed(2),
    milliseconds(torchAllMs),
    milliseconds(row.jaxMs),
    milliseconds(row.onnxMs),
    milliseconds(row.stockMs),
    milliseconds(row.naiveMs),
    gigaflops > 0 ? gigaflops.toFixed(1) : "",
    gigaflops > 0 ? `${Math.round((100 * gigaflops) / ceiling)} %` : "",
  ];
}

/** Three digits, or all before the point. */
function milliseconds(ms: number | null): string {
  if (ms === null) return "";
  return ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3);
}

export function rowsOf(rows: FullRow[]): Row[] {
  return rows.map(({ work, size, runtime, workers, ms, torchMs, torchAllMs, jaxMs, onnxMs }) => ({
    ...{ work, size, runtime, workers, ms },
    ...{ torchMs, torchAllMs, jaxMs, onnxMs },
  }));
}

/** What one has to know to read the table. */
export function notesOn(rows: FullRow[], { pathShare, peers, isThorough }: Options, minutes: number): string {
  const hasPath = rows.some(({ work }) => work === "path");
  const load = loadavg()[0]!;
  const notes = [
    "Medians in milliseconds. ratio = PyTorch's time on one thread / ours: above 1 is faster than PyTorch.",
    rows.some(({ torchMs }) => torchMs !== null) &&
      "at most = the ratio if matrix products were all there is to do, and ran at the roofline.",
    "jax-js and ONNX Runtime: WebAssembly on one thread. ONNX Runtime runs our weights, and was held to our scores.",
    peers.includes("stock") && "stock TF.js = plain-ops.ts without the engine; naive = as one first writes it.",
    rooflineOf(rows),
    hasPath && pathShare < 1 && `Paths are estimated from ${Math.round(100 * pathShare)} % of every stage's steps.`,
    hasPath && peers.includes("stock") && "Stock TensorFlow.js on a path is estimated from 2 % of it.",
    `It took ${minutes.toFixed(1)} minutes${isThorough ? "" : "; --thorough measures more"}.`,
    load > 2 && `The machine was busy (load ${load.toFixed(1)}): these are no numbers to quote.`,
  ];
  return notes.filter(Boolean).join("\n");
}

/** Per runtime, what came nearest to the roof over everything. */
function rooflineOf(rows: FullRow[]): string {
  const share = (row: FullRow) => row.gigaflops / row.ceiling;
  const lines = RUNTIMES.flatMap((runtime) => {
    const own = rows.filter((row) => row.runtime === runtime && row.gigaflops > 0);
    const best = own.sort((a, b) => share(b) - share(a))[0];
    if (!best) return [];
    const { work, size, gigaflops, ceiling } = best;
    const percent = Math.round(100 * share(best));
    return [`${runtime} ${gigaflops.toFixed(1)} of ${ceiling.toFixed(1)} GFLOP/s (${percent} %, ${work} ${size})`];
  });
  return lines.length > 0 ? `Roofline (SIMD multiply and add): ${lines.join("; ")}.` : "";
}
