/** What the reader can set, and within what limits. */
export type InputSpec =
  | (AnyInput & { type: "slider"; min: number; max: number; step: number; initial: number; unit?: string })
  | (AnyInput & { type: "select"; options: string[]; initial: string })
  | (AnyInput & { type: "text"; initial: string; rows: number; placeholder?: string })
  | (AnyInput & { type: "seed"; initial: number })
  | RankingInput;

/** The reader orders answers; the value lists their indices, the best first. */
export type RankingInput = AnyInput & {
  type: "ranking";
  prompt?: string;
  answers: string[];
  initial: number[];
  /** the cell asks for it: the order counts once the reader has said so */
  asks: boolean;
  /** the cell waits for that now */
  awaits: boolean;
};

interface AnyInput {
  /** under which its value is kept: the same key, the same question */
  key: string;
  label: string;
}
