import type { ReadBookFile } from "../cell-api/own-models.ts";
import type { Registry } from "../cell-api/registry.ts";
import { fromSnapshot, type PackedTensor, type Snapshot, snapshotFiles, type StoredTensor } from "./snapshot.ts";

/** What is needed of TensorFlow.js and of the core, loaded as cells load them. */
interface TensorModule {
  tensor(data: Float32Array, shape: number[]): { dispose(): void };
  variable(initial: object): object;
  tidy<T>(make: () => T): T;
}

interface SafetensorsModule {
  decodeSafetensors(file: Uint8Array): Map<string, StoredTensor>;
}

/** Reads the files of a snapshot and makes its values. */
export async function loadSnapshot(
  snapshot: Snapshot,
  registry: Registry,
  readFile: ReadBookFile,
): Promise<Map<string, unknown>> {
  const paths = snapshotFiles(snapshot);
  if (paths.length === 0) return fromSnapshot(snapshot, () => null);
  const [tf, { decodeSafetensors }] = (await Promise.all([
    registry.load("@tensorflow/tfjs"),
    registry.load("mini-rlhf/safetensors"),
  ])) as unknown as [TensorModule, SafetensorsModule];
  const files = new Map(
    await Promise.all(paths.map(async (path) => [path, decodeSafetensors(await readFile(path))] as const)),
  );
  return fromSnapshot(snapshot, ({ file, name, shape, isVariable }: PackedTensor) => {
    const stored = files.get(file)?.get(name);
    if (!stored) throw new Error(`"${file}" has no tensor "${name}".`);
    const make = (): object => tf.tensor(stored.data, shape);
    return isVariable ? tf.tidy(() => tf.variable(make())) : make();
  });
}
