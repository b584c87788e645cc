/**
 * A whole transformer block as one operation: `block` of gpt.ts says what it
 * computes. These are the same kernels in the same order, there and back, and
 * so the same bits, without a tensor for everything on the way.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Linear, Norm } from "../parameters.ts";
import { call, size } from "./heap.ts";
import { createSlot, createRoom, type Room } from "./room.ts";
import { asTensors, onTape } from "./tape.ts";

/** As BlockParams of gpt.ts. */
interface Block {
  ln_1: Norm;
  attn: { c_attn: Linear; c_proj: Linear };
  ln_2: Norm;
  mlp: { c_fc: Linear; c_proj: Linear };
}

/** B texts, H heads */
type Sizes = { B: number; H: number };

type Info = tf.TensorInfo;
type Three = [Info, Info, Info];

/** [B*T, C] -> [B*T, C] */
export function block(x: tf.Tensor2D, p: Block, sizes: Sizes): tf.Tensor2D {
  const parts = [p.ln_1, p.attn.c_attn, p.attn.c_proj];
  const all = [...parts, p.ln_2, p.mlp.c_fc, p.mlp.c_proj];
  const weights = all.map((part): tf.Tensor => part.weight);
  const parameters = all.flatMap(({ weight, bias }) => [weight, bias]);
  return onTape([x, ...(parameters as tf.Tensor[])], () => {
    const { out, ...kept } = forwards(x, p, sizes);
    const [value, room] = asTensors<[tf.Tensor2D, tf.Tensor]>([out, kept.room]);
    return {
      value,
      saved: [room, x, ...weights],
      gradient: (dy, _, x, ...weights) =>
        asTensors(backwards(dy, x, weights, kept, sizes)),
    };
  });
}

/** What the way back needs lies in one room. */
function forwards(x: tf.Tensor2D, p: Block, { B, H }: Sizes) {
  const [N, C] = x.shape;
  // 12 outputs; attention has a [T, T] per head and text, [H, N / B] per token.
  const room = createRoom(12, N * (15 * C + 4 + (H * N) / B));
  const wide = createSlot(4 * N * C);
  const norm = (x: Info, p: Norm) =>
    room.run<Three>("LayerNorm", { x, ...p }, { eps: 1e-5 });
  const linear = (x: Info, p: Linear, to = room, inside = 1) =>
    to.run<[Info]>("LinearWithBias", { x, ...p }, {}, inside)[0];

  const norm1 = norm(x, p.ln_1);
  const qkv = linear(norm1[0], p.attn.c_attn);
  const attended = room.run<[Info, Info]>("CausalAttention", { qkv }, { B, H });
  const middle = linear(attended[0], p.attn.c_proj);
  add(middle, x);
  const norm2 = norm(middle, p.ln_2);
  const u = linear(norm2[0], p.mlp.c_fc, wide);
  const gelu = room.run<[Info, Info]>("Gelu", { u });
  const out = linear(gelu[0], p.mlp.c_proj, room, 0); // a tensor
  add(out, middle);
  wide.free();
  return { out, room: room.all, norm1, qkv, attended, middle, norm2, gelu };
}

/** -> d(x), and d(weight) and d(bias) of all six parts */
function backwards(
  dy: Info,
  x: Info,
  weights: readonly Info[],
  kept: Omit<ReturnType<typeof forwards>, "out">,
  sizes: Sizes,
): Info[] {
  const [N, C] = x.shape as [number, number];
  const [ln1, attn, proj, ln2, fc, fcProj] = weights as [...Three, ...Three];
  const { norm1, qkv, attended, middle, norm2, gelu } = kept;
  // What is passed on lies in slots; gradients by the parameters are tensors.
  const slots = [4 * N * C, N * C, N * C].map(createSlot);
  const [wide, narrow, between] = slots as [Room, Room, Room];
  const linear = (dy: Info, x: Info, weight: Info, to = narrow) =>
    to.run<Three>("LinearGradient", { dy, x, weight }, {}, 1);
  const norm = (dy: Info, x: Info, weight: Info, made: Three, inside = 1) => {
    const inputs = { dy, x, weight, mean: made[1], invStd: made[2] };
    return between.run<Three>("LayerNormGradient", inputs, {}, inside);
  };

  const [dActive, ...dFcProj] = linear(dy, gelu[0], fcProj, wide);
  const toGelu = { dy: dActive, slope: gelu[1] };
  const [du] = wide.run<[Info]>("GeluGradient", toGelu); // in place
  const [dNorm2, ...dFc] = linear(du, norm2[0], fc);
  const [dMiddle, ...dLn2] = norm(dNorm2, middle, ln2, norm2);
  add(dMiddle, dy);
  const [dMixed, ...dProj] = linear(dMiddle, attended[0], proj);
  const toQkv = { dy: dMixed, qkv, weights: attended[1] };
  const [dQkv] = wide.run<[Info]>("CausalAttentionGradient", toQkv, sizes);
  const [dNorm1, ...dAttn] = linear(dQkv, norm1[0], attn);
  const [dx, ...dLn1] = norm(dNorm1, x, ln1, norm1, 0); // a tensor
  add(dx, dMiddle);
  for (const slot of slots) slot.free();
  return [dx, ...dLn1, ...dAttn, ...dProj, ...dLn2, ...dFc, ...dFcProj];
}

/** x += y */
function add(x: Info, y: Info): void {
  call("add", x, y, x, size(x));
}
