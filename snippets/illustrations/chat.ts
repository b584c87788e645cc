/**
 * A conversation with a model that has nothing but its text: before every
 * answer it reads what was said so far, as far as its window reaches.
 */
import { generate } from "../generate.ts";
import type { GPT } from "../gpt.ts";
import type { Rng } from "../random.ts";
import { readQuestion } from "../world/typed-question.ts";
import { RESPONSE_LENGTH } from "../world/gold.ts";
import { burrow } from "../world/vocabulary.ts";

export interface ChatOptions {
  rng: Rng;
  temperature?: number;
  /** how many earlier exchanges the model may read; all, if not given */
  memory?: number;
}

export interface ChatLine {
  who: "you" | "model";
  says: string;
  /** of the model: how many tokens it read for this */
  read: number;
}

/** What is said, message by message; a message with a strange word is not. */
export function chat(
  model: GPT,
  messages: readonly string[],
  { rng, temperature = 0.5, memory = Infinity }: ChatOptions,
): ChatLine[] {
  const exchanges: number[][] = [];
  return messages.flatMap((message, turn): ChatLine[] => {
    const { text, unknown } = readQuestion(message);
    const you = { who: "you", says: message, read: 0 } as const;
    if (unknown.length > 0 || text === "") {
      const says = `(The Burrow has no words for: ${unknown.join(", ")}.)`;
      return [you, { who: "model", says, read: 0 }];
    }
    const question = burrow.encode(`ask: ${text}`);
    const earlier = memory > 0 ? exchanges.slice(-memory) : [];
    const query = fitting(model, [...earlier, question]);
    const own = { rng: rng.fork(turn), temperature };
    const [answer] = generate(model, [query], own) as [number[]];
    exchanges.push([...question, ...answer]);
    const says = burrow.decode(answer).replace(/ <end>$/, "");
    return [you, { who: "model", says, read: query.length }];
  });
}

/** As many of the last pieces as leave room for an answer in the window. */
function fitting({ config }: GPT, pieces: number[][]): number[] {
  const room = config.blockSize - RESPONSE_LENGTH;
  let first = 0;
  while (
    first < pieces.length - 1 &&
    pieces.slice(first).flat().length > room
  ) {
    first += 1;
  }
  return pieces.slice(first).flat();
}
