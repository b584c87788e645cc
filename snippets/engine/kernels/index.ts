/** Everything that the engine's wasm module offers; pointers are in bytes. */
export { fillTable, tableBytes } from "./exp";
export { gemm, gemmScratch } from "./gemm";
export { layerNorm, layerNormGradient } from "./layer-norm";
export { geluGradient, geluWithSlope } from "./gelu";
export { attention, attentionGradient } from "./attention";
export { cachedAttention } from "./cached-attention";
export { pack, packedBytes } from "./packed";
export { readTokens } from "./decode";
export { drawTokens } from "./draw";
export { logprob, logprobGradient } from "./logprob";
export { adamW, sumOfSquares } from "./adamw";
export { maskedMean, maskedMeanGradient } from "./mean";
export { clippedError, clippedErrorGradient } from "./ppo";
export { clippedObjective, clippedObjectiveGradient } from "./ppo";
export { maskedDifference } from "./ppo";
export { add, addRows, gatherRows, scatterAddRows } from "./rows";
export { sumRows, sumTexts } from "./rows";
