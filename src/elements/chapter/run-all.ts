import { lazily, lazy, tellFailure } from "../base/lazy.ts";
import { stopCells } from "../run/notebook.ts";

const menu = () => import("./chapter-menu.ts");
const menus = () => Promise.all([import("../base/button-menu.ts"), menu()]);

/** "Run all": every cell that is not up to date, from top to bottom; all of them if none is left. */
class RunAll extends HTMLElement {
  connectedCallback(): void {
    // Takes away what the page says where its scripts do not run.
    document.documentElement.dataset.scripts = "run";
    this.#part<HTMLButtonElement>(".cell-run").onclick = () => void this.run();
    this.#part<HTMLButtonElement>(".cell-stop").onclick = () => void stopCells();
    const more = this.#part<HTMLButtonElement>(".cell-more");
    more.onclick = () =>
      lazily(menus, ([{ openMenu }, { chapterMenu }]) =>
        openMenu(
          more,
          chapterMenu((text) => this.#say(text)),
        ),
      );
    document.addEventListener("download-chapter", () => lazily(menu, (items) => items.downloadScript()));
    document.addEventListener("my-models", () => lazily(menu, (items) => items.myModels()));
    document.addEventListener("notebook-memory", (event) => {
      const [place, text] = [this.#part(".cell-memory"), (event as CustomEvent<string>).detail];
      if (place.textContent !== text) place.textContent = text;
    });
  }

  async run(): Promise<void> {
    await customElements.whenDefined("code-cell");
    this.#show(true);
    try {
      const { runChapter } = await lazy(() => import("./run-chapter.ts"));
      await runChapter((text) => this.#say(text));
    } catch (error) {
      tellFailure(error);
    } finally {
      this.#show(false);
    }
  }

  #show(isRunning: boolean): void {
    const [run, stop] = [this.#part<HTMLButtonElement>(".cell-run"), this.#part<HTMLButtonElement>(".cell-stop")];
    const hadFocus = this.contains(document.activeElement);
    run.hidden = isRunning;
    stop.hidden = !isRunning;
    if (hadFocus) (isRunning ? stop : run).focus();
  }

  #say(text: string): void {
    const state = this.#part(".cell-state");
    if (state.textContent !== text) state.textContent = text;
  }

  #part<T extends HTMLElement>(selector: string): T {
    return this.querySelector<T>(selector)!;
  }
}

customElements.define("run-all", RunAll);
