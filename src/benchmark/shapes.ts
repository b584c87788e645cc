/** What is measured: models by their shape, with the batch that a training step learns from. */
export interface Shape {
  /** V: words; C: numbers per token; L: layers; H: heads; T: tokens per row; B: rows per step */
  V: number;
  C: number;
  L: number;
  H: number;
  T: number;
  B: number;
}

/** "burrow" is the book's main model, as the command line's size M. */
export const SHAPES = {
  XS: { V: 64, C: 32, L: 1, H: 4, T: 24, B: 32 },
  S: { V: 128, C: 64, L: 2, H: 4, T: 32, B: 32 },
  burrow: { V: 125, C: 64, L: 2, H: 4, T: 48, B: 32 },
  M: { V: 256, C: 128, L: 4, H: 4, T: 64, B: 16 },
} satisfies Record<string, Shape>;

export type SizeName = keyof typeof SHAPES;

/** How answers are sampled: this many at once, so many prompt tokens, so many new ones. */
export const SAMPLING = { answers: 64, promptLength: 8, newTokens: 16 };
