/**
 * A card that is being ranked: answers are named one after the other, the best first; one can share the
 * place of the one before. Those that are not named share the last place.
 */
export class CardRanking {
  readonly #count: number;
  /** indices of answers, a list for every place */
  #places: number[][] = [];
  /** the next answer comes beside the last one, not below it */
  isTying = false;

  /** @param count how many answers the card has */
  constructor(count: number) {
    this.#count = count;
  }

  /** Gives an answer the next place, or takes its place away. */
  name(answer: number): void {
    if (answer < 0 || answer >= this.#count) return;
    if (this.#isNamed(answer)) {
      this.#places = this.#places.map((place) => place.filter((one) => one !== answer)).filter(hasAny);
    } else if (this.isTying && this.#places.length > 0) {
      this.#places.at(-1)!.push(answer);
    } else {
      this.#places.push([answer]);
    }
    this.isTying = false;
  }

  /** The one that was named last is named no more. @returns which one */
  takeBack(): number | undefined {
    this.isTying = false;
    const answer = this.#places.at(-1)?.pop();
    this.#places = this.#places.filter(hasAny);
    return answer;
  }

  /** All at once, the best first, as a list that was dragged into order has them. */
  order(answers: readonly number[]): void {
    this.#places = answers.map((answer) => [answer]);
    this.isTying = false;
  }

  /** @returns 1 for the best; null where nothing is said yet */
  placeOf(answer: number): number | null {
    const at = this.#places.findIndex((place) => place.includes(answer));
    return at < 0 ? null : at + 1;
  }

  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  /** Nothing more can be said: all are named, or all but one. */
  get isWhole(): boolean {
    return this.#places.flat().length >= this.#count - (this.isTying ? 0 : 1);
  }

  /** A rank for every answer, 1 for the best; ties share one, and so do those that were not named. */
  get ranks(): number[] {
    return Array.from({ length: this.#count }, (_, answer) => this.placeOf(answer) ?? this.#places.length + 1);
  }

  #isNamed(answer: number): boolean {
    return this.placeOf(answer) !== null;
  }
}

function hasAny(place: readonly number[]): boolean {
  return place.length > 0;
}
