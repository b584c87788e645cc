/**
 * What we use of TensorFlow.js beyond its documented API. No other file knows
 * how it looks inside.
 *
 * Its releases promise nothing of this. The versions below are those in which
 * it was read; tests/snippets/engine/tfjs-internals.test.ts fails when others
 * are installed, or when something is not there any more.
 */
import * as tf from "@tensorflow/tfjs";

/** The versions in which all of this was looked up. */
export const CHECKED_VERSIONS = {
  "@tensorflow/tfjs-core": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
};

/** One operation that ran, as the gradient tape keeps it. */
export interface TapeNode {
  id: number;
  kernelName: string;
  inputs: Record<string, tf.Tensor>;
  outputs: tf.Tensor[];
  /** freed with the tape */
  saved: tf.Tensor[];
  /** the loss's gradient by the outputs -> by each input, when asked for */
  gradient?(dys: (tf.Tensor | undefined)[]): Record<string, () => tf.Tensor>;
}

export interface EngineState {
  /** null while no gradient is asked for */
  activeTape: TapeNode[] | null;
  nextTapeNodeId: number;
  gradientDepth: number;
  kernelDepth: number;
  scopeStack: unknown[];
  activeScope: unknown;
  profiling: boolean;
  tensorInfo: WeakMap<object, { backend: tf.KernelBackend }>;
}

/** `tf.engine()` */
export interface Engine {
  state: EngineState;
  isTapeOn(): boolean;
  startTape(): void;
  endTape(): void;
  makeTensorFromTensorInfo(info: tf.TensorInfo): tf.Tensor;
  keep(tensor: tf.Tensor): tf.Tensor;
  registry: Record<string, tf.KernelBackend>;
  registryFactory: Record<string, unknown>;
  backendInstance: tf.KernelBackend | null;
  pendingBackendInit: Promise<boolean> | null;
  pendingBackendInitId: number;
  setBackend(name: string): Promise<boolean>;
}

export function openEngine(): Engine {
  return tf.engine() as unknown as Engine;
}

export type Flags = ReturnType<ReturnType<typeof tf.env>["getFlags"]>;

/** How a flag finds its value, and who hears of it. */
export interface FlagEntry {
  evaluationFn: () => unknown;
  setHook?: (value: never) => void;
}

/** `tf.env()` */
export interface Environment {
  flags: Flags;
  flagRegistry: Record<string, FlagEntry>;
  set(name: string, value: Flags[string]): void;
}

export function openEnvironment(): Environment {
  return tf.env() as unknown as Environment;
}

/** Kernels and gradients by name, for all copies of the library together. */
export const GLOBAL_TABLES = ["kernelRegistry", "gradRegistry"] as const;

type GlobalTables = Map<string, Map<string, unknown>>;

/** One of the tables; empty where there is none yet. */
export function globalTable(
  name: (typeof GLOBAL_TABLES)[number],
): Map<string, unknown> {
  const { _tfGlobals } = globalThis as { _tfGlobals?: GlobalTables };
  return _tfGlobals?.get(name) ?? new Map<string, unknown>();
}

/** Where the wasm backend keeps a tensor's numbers. */
export interface TensorData {
  /** in bytes from the beginning of its memory */
  memoryOffset: number;
  /** how many tensors have the same numbers */
  refCount: number;
}

/** `tf.backend()` while it is the wasm backend */
export interface WasmBackend extends tf.KernelBackend {
  wasm: {
    asm: { memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  dataIdMap: { get(dataId: object): TensorData };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

export function wasmBackend(): WasmBackend {
  return tf.backend() as WasmBackend;
}
