/** A prompt as one says it: without the Burrow's "ask:". */
export function shownPrompt(prompt: string): string {
  return readable(prompt.replace(/^ask: /, ""));
}

/** An answer as one reads it; one that never came to its end goes on. */
export function shownAnswer(text: string): string {
  const words = text.replace(/ ?<end>$/, "");
  return readable(words === text ? `${words} …` : words) || "(nothing)";
}

/** Marks stand at the word before them. */
function readable(text: string): string {
  return text.replace(/ ([.,?!:])/g, "$1").trim();
}
