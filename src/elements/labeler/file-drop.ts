/** Files for an element: chosen by a button of it, or dropped anywhere on it. */
export class FileDrop {
  readonly #place: HTMLElement;
  readonly #taken: (files: File[]) => void;

  /** @param taken hears of every choice of one file or more */
  constructor(place: HTMLElement, button: HTMLElement, taken: (files: File[]) => void) {
    this.#place = place;
    this.#taken = taken;
    button.onclick = () => this.#choose();
    place.addEventListener("dragover", (event) => this.#over(event));
    place.addEventListener("dragleave", (event) => this.#leave(event));
    place.addEventListener("drop", (event) => this.#drop(event));
  }

  #choose(): void {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.multiple = true;
    picker.accept = ".jsonl,.json,.txt,application/jsonl,application/json";
    picker.hidden = true;
    picker.onchange = () => {
      picker.remove();
      this.#take(picker.files);
    };
    picker.addEventListener("cancel", () => picker.remove());
    this.#place.append(picker);
    picker.click();
  }

  #over(event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#place.toggleAttribute("data-over", true);
  }

  /** From one part of the place to another is not away. */
  #leave({ relatedTarget }: DragEvent): void {
    if (!this.#place.contains(relatedTarget as Node | null)) this.#place.toggleAttribute("data-over", false);
  }

  #drop(event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#place.toggleAttribute("data-over", false);
    this.#take(event.dataTransfer!.files);
  }

  #take(files: FileList | null): void {
    if (files && files.length > 0) this.#taken([...files]);
  }
}

/** Words that are dragged are none of ours. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
