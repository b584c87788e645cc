/** Reads values off one picture. */
export interface PictureReader {
  /** which value is nearest to the pointer; null for none */
  find(event: PointerEvent): number | null;
  /** how many there are to step through */
  count: number;
  /** marks a value in the picture and says it in words */
  show(index: number | null): string;
}
