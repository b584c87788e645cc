/** A language that is not TypeScript, and how it is known. */
export interface ForeignLanguage {
  name: string;
  /** each is enough to know it */
  signs: Sign[];
}

/** What only this language has, and how a cell says the same. */
interface Sign {
  pattern: RegExp;
  hint: string;
}
