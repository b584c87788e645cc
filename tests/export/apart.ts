/** How far apart two trainings have ended, as a share of the way that one of them has gone. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { decodeSafetensors } from "../../snippets/safetensors.ts";

/** @param start the folder of the checkpoint that both began with */
export async function apart(one: string, other: string, start: string): Promise<number> {
  const [a, b, before] = await Promise.all([one, other, start].map(weights));
  return Math.sqrt(squared(a!, b!) / squared(a!, before!));
}

type Weights = Map<string, Float32Array>;

async function weights(folder: string): Promise<Weights> {
  const file = await readFile(path.join(folder, "model.safetensors"));
  return new Map([...decodeSafetensors(new Uint8Array(file))].map(([name, { data }]) => [name, data]));
}

function squared(one: Weights, other: Weights): number {
  let sum = 0;
  for (const [name, values] of one) {
    const others = other.get(name)!;
    for (let i = 0; i < values.length; i++) sum += (values[i]! - others[i]!) ** 2;
  }
  return sum;
}
