/**
 * Trained adapters (lora.ts) as the two files that Hugging Face's PEFT library
 * opens: PeftModel.from_pretrained(model, folder). They are much smaller than
 * the model, which stays as it was.
 */
import { assert } from "../base/assert.ts";
import { type CheckpointFiles, encodeParameters } from "../checkpoint.ts";
import type { GPT } from "../gpt.ts";

/**
 * @param baseModel where the model without adapters is, as PEFT is to find it
 */
export function loraFiles({ lora }: GPT, baseModel: string): CheckpointFiles {
  assert(lora, "This model has no adapters: make it one with withLora first.");
  const config = {
    peft_type: "LORA",
    task_type: "CAUSAL_LM",
    base_model_name_or_path: baseModel,
    r: lora.rank,
    lora_alpha: lora.alpha,
    lora_dropout: 0,
    bias: "none",
    target_modules: Object.keys(lora.adapters.h[0]!),
    // GPT-2 keeps its weights as [in, out]
    fan_in_fan_out: true,
    inference_mode: true,
  };
  const json = `${JSON.stringify(config, null, 2)}\n`;
  const tree = { base_model: { model: { transformer: lora.adapters } } };
  return {
    "adapter_config.json": new TextEncoder().encode(json),
    "adapter_model.safetensors": encodeParameters(tree),
  };
}
