/**
 * Bytes as characters that can be seen, as GPT-2's files write them: a space
 * is "Ġ", a line's end "Ċ". Visible characters of Latin-1 stand for
 * themselves, the other bytes in order for those from U+0100 on.
 */
const CHARACTERS = Array.from({ length: 256 }, (_, byte) => byte);
const isVisible = (byte: number) =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);

let next = 256;
const characterOf = CHARACTERS.map((byte) =>
  String.fromCharCode(isVisible(byte) ? byte : next++),
);
const byteOf = new Map(characterOf.map((character, byte) => [character, byte]));

/** A text's bytes in UTF-8, a character for each. */
export function byteCharacters(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => characterOf[byte]!).join("");
}

/** The bytes that a token stands for; another text stands for its own. */
export function bytesOf(token: string): Uint8Array {
  const bytes = Array.from(token, (character) => byteOf.get(character));
  return bytes.every((byte) => byte !== undefined)
    ? Uint8Array.from(bytes)
    : new TextEncoder().encode(token);
}
