export interface MenuItem {
  label: string;
  /** what it means, in a few words */
  hint?: string;
  run(): void;
}

/** Opens a menu at a button. Arrow keys move in it; Escape, Tab and a click elsewhere close it. */
export function openMenu(button: HTMLElement, items: MenuItem[]): void {
  const menu = document.createElement("div");
  menu.className = "button-menu";
  menu.popover = "auto";
  menu.role = "menu";
  menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? button.textContent);
  menu.append(...items.map((item) => menuItem(item, menu)));
  menu.addEventListener("keydown", (event) => move(event, menu));
  menu.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && !menu.contains(document.activeElement)) focusFirst(menu);
    if (!isOpen) menu.remove();
  });
  button.after(menu);
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  focusFirst(menu);
}

function focusFirst(menu: HTMLElement): void {
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function menuItem({ label, hint, run }: MenuItem, menu: HTMLElement): HTMLElement {
  const item = document.createElement("button");
  item.type = "button";
  item.role = "menuitem";
  item.tabIndex = -1;
  item.append(label);
  if (hint) item.append(Object.assign(document.createElement("small"), { textContent: hint }));
  item.onclick = () => {
    menu.hidePopover();
    run();
  };
  return item;
}

/** Below the button, or above it where there is no room; within the window. */
function place(menu: HTMLElement, anchor: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const isRoomBelow = anchor.bottom + height + 8 < innerHeight;
  const wanted = anchor.left + width + 8 < innerWidth ? anchor.left : anchor.right - width;
  const left = Math.max(8, Math.min(wanted, innerWidth - width - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${isRoomBelow ? anchor.bottom + 4 : Math.max(8, anchor.top - height - 4)}px`;
}

function move(event: KeyboardEvent, menu: HTMLElement): void {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
