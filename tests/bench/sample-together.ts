/** The sampling of src/benchmark/works.ts, shared among all workers there are. */
import { samplingOperations } from "../../src/benchmark/operations.ts";
import type { CreateWork } from "../../src/benchmark/player.ts";
import { SAMPLING } from "../../src/benchmark/shapes.ts";
import { newModel, randomRows } from "../../src/benchmark/works.ts";
import { disposeGPT } from "../../snippets/gpt.ts";
import { startOtherWorkers } from "../../snippets/other-workers.ts";
import { createRng } from "../../snippets/random.ts";
import { generateTogether } from "../../snippets/workers/generate-together.ts";

export const samplingTogether: CreateWork = async (shape) => {
  const { answers, promptLength, newTokens } = SAMPLING;
  const rng = createRng(2);
  const model = newModel(shape, rng);
  const prompts = randomRows(rng, answers, promptLength, shape.V);
  const options = { rng, maxNewTokens: newTokens, stopTokens: [] };
  await startOtherWorkers();
  return {
    run: () => generateTogether(model, prompts, options),
    operations: samplingOperations(shape),
    tokens: answers * newTokens,
    dispose: () => disposeGPT(model),
  };
};
