/**
 * How a training begins, or goes on: whose updates an optimizer has made. One
 * that was used for something else would end a training before it began.
 */
import { assert } from "./base/assert.ts";
import type { AdamW } from "./optimizer.ts";
import type { Resume } from "./training.ts";

/** Which trainer made an optimizer's updates. */
const owners = new WeakMap<AdamW, string>();

export interface Beginning {
  /** who trains: "SFT", say */
  trainer: string;
  optimizers: Record<string, AdamW>;
  /** how many there will be, and the updates of each optimizer in one */
  steps: number;
  updatesPerStep?: number;
  resume?: Resume;
}

/**
 * Begins a training, or goes on with it: an optimizer that has made updates
 * already has made the training's first ones.
 *
 * Throws an InputError where that can't be: its updates were another
 * trainer's, are no whole number of steps, or leave nothing to train.
 */
export async function beginTraining({
  trainer,
  optimizers,
  steps,
  updatesPerStep = 1,
  resume,
}: Beginning): Promise<void> {
  const all = Object.values(optimizers);
  for (const optimizer of all) {
    const owner = owners.get(optimizer);
    const { updates } = optimizer;
    assert(
      updates === 0 || owner === undefined || owner === trainer,
      `The optimizer has made ${updates} updates of ${owner} already. ` +
        `${trainer} needs one of its own: leave it out, or make a new one ` +
        `with createAdamW().`,
    );
    assert(
      updates < steps * updatesPerStep,
      `The optimizer has made ${updates} updates, so all ${steps} steps of ` +
        `${trainer} are done. To train more, ask for more; to train anew, ` +
        `leave it out, or make a new one with createAdamW().`,
    );
  }
  await resume?.(optimizers);
  const [first] = all;
  const counts = all.map(({ updates }) => updates).join(" and ");
  for (const optimizer of all) {
    const { updates } = optimizer;
    assert(
      updates % updatesPerStep === 0 && updates === first!.updates,
      `The optimizers have made ${counts} updates, but a step of ${trainer} ` +
        `makes ${updatesPerStep} of each: ` +
        `they are of another training. Make new ones with createAdamW().`,
    );
    owners.set(optimizer, trainer);
  }
}
