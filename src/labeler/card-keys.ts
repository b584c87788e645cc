/** What a key means on a card: an answer's index, or something that one does with the card. */
export type CardAct = "next" | "back" | "tie" | "skip" | "undo" | "equal" | "bad";

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

const ranking: Record<string, CardAct> = { backspace: "back", "=": "tie", s: "skip", u: "undo" };

const pairs: Record<string, CardAct | number> = {
  arrowleft: 0,
  arrowright: 1,
  "=": "equal",
  b: "bad",
  s: "skip",
  u: "undo",
  backspace: "undo",
};

/**
 * @param isPair one tap answers a card of two
 * @returns null where the key is none of the card's
 */
export function cardKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Key, isPair: boolean): CardAct | number | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  if (key === "Enter") return shiftKey && !isPair ? "next" : null;
  return (isPair ? pairs : ranking)[key.toLowerCase()] ?? null;
}
