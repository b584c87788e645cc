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
  const toggled = (isOpen: boolean): void => {
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && !menu.contains(document.activeElement)) focusFirst(menu);
    if (!isOpen) menu.remove();
  };
  menu.addEventListener("toggle", (event) => toggled(event.newState === "open"));
  button.after(menu);
  if (hasPopovers) menu.showPopover();
  else openPlainly(menu, button, toggled);
  place(menu, button.getBoundingClientRect());
  focusFirst(menu);
}

const hasPopovers = "popover" in HTMLElement.prototype;

/** Safari before 17 and Firefox before 125 have no popovers: the menu lies over the page, and a click beside it or Escape closes it. */
function openPlainly(menu: HTMLElement, button: HTMLElement, toggled: (isOpen: boolean) => void): void {
  const end = (): void => {
    document.removeEventListener("pointerdown", endBeside, true);
    toggled(false);
  };
  const endBeside = ({ target }: Event): void => {
    if (!menu.contains(target as Node)) end();
  };
  document.addEventListener("pointerdown", endBeside, true);
  menu.addEventListener("close", end);
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    end();
    button.focus();
  });
  toggled(true);
}

function close(menu: HTMLElement): void {
  if (hasPopovers) menu.hidePopover();
  else menu.dispatchEvent(new Event("close"));
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
    close(menu);
    run();
  };
  return item;
}

/** Below the button, or above it where there is no room; within the window, wherever the button is. */
function place(menu: HTMLElement, anchor: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const isRoomBelow = anchor.bottom + height + 8 < innerHeight;
  const wanted = anchor.left + width + 8 < innerWidth ? anchor.left : anchor.right - width;
  const left = Math.max(8, Math.min(wanted, innerWidth - width - 8));
  menu.style.left = `${left}px`;
  const top = isRoomBelow ? anchor.bottom + 4 : anchor.top - height - 4;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

function move(event: KeyboardEvent, menu: HTMLElement): void {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") close(menu);
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
