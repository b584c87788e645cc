/**
 * A GPT of ours as an ONNX graph that goes on writing: it takes new tokens with the keys and values of
 * those before, and gives the scores of the next one. The operations are the standard's own.
 */
import type * as tf from "@tensorflow/tfjs";
import type { GPT } from "../../snippets/gpt.ts";
import { namedParameters } from "../../snippets/parameters.ts";
import { type OnnxConstant, onnxFile, type OnnxNode, type OnnxValue } from "./onnx-file.ts";

/** The first with Gelu. */
const OPSET = 20;

/** "keys 0", "values 0", … of the tokens so far; the graph's outputs are named "new keys 0" and so on. */
export function cacheNames({ config }: GPT): string[] {
  return Array.from({ length: config.layers }, (_, l) => [`keys ${l}`, `values ${l}`]).flat();
}

/**
 * Inputs: ids [B, t], places [t], mask [t, past + t] (added to the scores), and the cache, each
 * [B, H, past, D]. Outputs: scores [B, V] after the last token, and the cache with the new ones.
 */
export function onnxGPT(gpt: GPT): Uint8Array {
  const { layers, heads: H, width: C } = gpt.config;
  const graph = new Graph(gpt);
  let x = graph.add("Add", [graph.add("Gather", ["wte.weight", "ids"]), graph.add("Gather", ["wpe.weight", "places"])]);
  for (let l = 0; l < layers; l++) {
    const mixed = attention(graph, graph.norm(x, `h.${l}.ln_1`), l, C / H);
    x = graph.add("Add", [x, graph.linear(mixed, `h.${l}.attn.c_proj`)]);
    const wide = graph.linear(graph.norm(x, `h.${l}.ln_2`), `h.${l}.mlp.c_fc`);
    const narrow = graph.linear(graph.add("Gelu", [wide], { approximate: "tanh" }), `h.${l}.mlp.c_proj`);
    x = graph.add("Add", [x, narrow]);
  }
  const last = graph.add("Gather", [x, graph.integer(-1)], { axis: 1 });
  const columns = graph.add("Transpose", ["wte.weight"], { perm: [1, 0] });
  graph.addAs("scores", "MatMul", [graph.norm(last, "ln_f"), columns]);
  const cache = (word: string) =>
    cacheNames(gpt).map((name): OnnxValue => ({
      name: word + name,
      type: "float",
      shape: ["B", H, `${word}p`, C / H],
    }));
  const scores: OnnxValue = { name: "scores", type: "float", shape: ["B", gpt.config.vocabSize] };
  return graph.file(
    [
      { name: "ids", type: "integer", shape: ["B", "t"] },
      { name: "places", type: "integer", shape: ["t"] },
      { name: "mask", type: "float", shape: ["t", "s"] },
      ...cache(""),
    ],
    [scores, ...cache("new ")],
  );
}

function attention(graph: Graph, x: string, l: number, D: number): string {
  const three = graph.linear(x, `h.${l}.attn.c_attn`);
  const [q, k, v] = graph.split(three).map((part) => {
    const heads = graph.add("Reshape", [part, graph.integers(0, 0, -1, D)]);
    return graph.add("Transpose", [heads], { perm: [0, 2, 1, 3] });
  });
  const keys = graph.addAs(`new keys ${l}`, "Concat", [`keys ${l}`, k!], { axis: 2 });
  const values = graph.addAs(`new values ${l}`, "Concat", [`values ${l}`, v!], { axis: 2 });
  const across = graph.add("Transpose", [keys], { perm: [0, 1, 3, 2] });
  const scaled = graph.add("Mul", [graph.add("MatMul", [q!, across]), graph.number(1 / Math.sqrt(D))]);
  const weights = graph.add("Softmax", [graph.add("Add", [scaled, "mask"])], { axis: -1 });
  const mixed = graph.add("Transpose", [graph.add("MatMul", [weights, values])], { perm: [0, 2, 1, 3] });
  return graph.add("Reshape", [mixed, graph.integers(0, 0, graph.width)]);
}

/** Nodes one after the other; a node is named by what comes out of it. */
class Graph {
  readonly width: number;
  #nodes: OnnxNode[] = [];
  #constants: OnnxConstant[];

  constructor({ config, params }: GPT) {
    this.width = config.width;
    this.#constants = [...namedParameters(params)].map(([name, tensor]: [string, tf.Tensor]) => {
      return { name, shape: tensor.shape, floats: tensor.dataSync<"float32">() };
    });
  }

  add(type: string, inputs: string[], attributes?: OnnxNode["attributes"]): string {
    return this.addAs(`x${this.#nodes.length}`, type, inputs, attributes);
  }

  addAs(name: string, type: string, inputs: string[], attributes?: OnnxNode["attributes"]): string {
    this.#nodes.push({ type, inputs, outputs: [name], attributes });
    return name;
  }

  split(x: string): string[] {
    const outputs = ["q", "k", "v"].map((word) => `${word}${this.#nodes.length}`);
    this.#nodes.push({ type: "Split", inputs: [x], outputs, attributes: { axis: -1, num_outputs: 3 } });
    return outputs;
  }

  linear(x: string, name: string): string {
    return this.add("Add", [this.add("MatMul", [x, `${name}.weight`]), `${name}.bias`]);
  }

  norm(x: string, name: string): string {
    return this.add("LayerNormalization", [x, `${name}.weight`, `${name}.bias`], { axis: -1, epsilon: 1e-5 });
  }

  number(value: number): string {
    return this.#constant({ shape: [], floats: Float32Array.of(value) });
  }

  integer(value: number): string {
    return this.#constant({ shape: [], integers: [value] });
  }

  integers(...values: number[]): string {
    return this.#constant({ shape: [values.length], integers: values });
  }

  file(inputs: OnnxValue[], outputs: OnnxValue[]): Uint8Array {
    return onnxFile({ nodes: this.#nodes, constants: this.#constants, inputs, outputs }, OPSET);
  }

  #constant(constant: Omit<OnnxConstant, "name">): string {
    const name = `c${this.#constants.length}`;
    this.#constants.push({ name, ...constant });
    return name;
  }
}
