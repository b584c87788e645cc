let count = 0;

/** A module as if the page had just been opened: what it knew is forgotten. @param file within src/elements */
export function anew<T>(file: string): Promise<T> {
  count += 1;
  return import(/* @vite-ignore */ `/src/elements/${file}?anew=${count}`) as Promise<T>;
}
