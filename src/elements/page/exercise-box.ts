import { storageKey, readText, writeText } from "../../edits/storage.ts";

/** Marks an exercise as solved when all its checks have passed, and remembers it in this browser. */
class ExerciseBox extends HTMLElement {
  connectedCallback(): void {
    if (readText(this.#key)) this.#say();
    const output = this.querySelector(".cell-output");
    if (!output) return;
    new MutationObserver(() => {
      const checks = [...output.querySelectorAll<HTMLElement>("[data-check]")];
      const passed = checks.every((check) => check.dataset.check === "passed");
      // The output of a run grows: it is whole when the cell is done.
      const isDone = this.querySelector("code-cell")?.getAttribute("data-state") === "done";
      if (checks.length === 0 || !passed || !isDone) return;
      writeText(this.#key, "1");
      this.#say();
    }).observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-state"] });
  }

  get #key(): string {
    return storageKey("solved", this.dataset.exercise);
  }

  #say(): void {
    const place = this.querySelector(".solved")!;
    if (place.textContent !== "solved") place.textContent = "solved";
  }
}

customElements.define("exercise-box", ExerciseBox);
