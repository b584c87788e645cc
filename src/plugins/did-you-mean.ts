import { closest } from "../notebook/base/suggest.ts";

/** A longer list helps nobody. */
const most = 60;

/** What to say after a name that is not there: the one that was probably meant, or all that there are. */
export function meant(name: string, names: Iterable<string>): string {
  const known = [...names];
  const near = name.length < 3 ? null : closest(name, known); // of so few letters any other is close
  if (near !== null) return `Did you mean "${near}"?`;
  if (known.length > most) return "";
  return known.length > 0 ? `There is: ${known.join(", ")}.` : "There is none.";
}
