/**
 * Lets this worker evaluate text, which is what cells are. The page's policy asks for Trusted Types, and
 * its workers inherit that; a policy by the name of "default" is asked by the browser itself wherever
 * code is made of a text, so that `eval` and `Function` mean in a cell what they mean everywhere. It
 * counts in the realm that makes it: the page, where a text must never become code, makes none.
 */
export function trustCells(): void {
  const asItIs = (text: string): string => text;
  globalThis.trustedTypes?.createPolicy("default", { createScript: asItIs, createScriptURL: asItIs });
}
