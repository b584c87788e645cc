import { setMarkup } from "../base/trusted.ts";
import { keyHelp } from "./keys.ts";

let dialog: HTMLDialogElement | null = null;

/** The list of keys. The browser keeps the focus in it, and gives it back when it closes. */
export function showKeys(): void {
  dialog ??= createDialog();
  if (!dialog.open) dialog.showModal();
}

function createDialog(): HTMLDialogElement {
  const element = document.createElement("dialog");
  element.className = "dialog keys-dialog";
  element.setAttribute("aria-labelledby", "keys-title");
  const markup = `<form method="dialog">
<header><h2 id="keys-title">Keys in a cell</h2><button autofocus>Close</button></header>
<dl>${keyHelp.map(([keys, what]) => `<div><dt>${keyNames(keys)}</dt><dd>${what}</dd></div>`).join("")}</dl>
<p>Until you have typed or clicked in the text, Tab moves on as everywhere.</p></form>`;
  setMarkup(element, markup);
  // A click on the backdrop hits the dialog itself, never something in it.
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  document.body.append(element);
  return element;
}

/** "Mod-Z, Mod-Shift-Z" as keyboard keys of this machine */
function keyNames(keys: string): string {
  const isMac = /Mac|iP(?:hone|ad)/.test(navigator.platform);
  const name = (key: string): string => (key === "Mod" ? (isMac ? "⌘" : "Ctrl") : key);
  const combination = (one: string): string =>
    one
      .split("-")
      .map((key) => `<kbd>${name(key)}</kbd>`)
      .join("+");
  return keys.split(", ").map(combination).join(", ");
}
