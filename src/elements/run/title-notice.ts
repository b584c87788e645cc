let own: string | null = null;

/** Says something in the title of a tab that nobody looks at; it goes when somebody does. */
export function titleNotice(text: string): void {
  if (document.visibilityState === "visible") return;
  own ??= document.title;
  document.title = `${text} · ${own}`;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || own === null) return;
  document.title = own;
  own = null;
});
