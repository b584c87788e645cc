/** A text that the reader may take along: one click selects it. */
export function copyField(text: string, label: string): HTMLInputElement {
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", label);
  field.onfocus = () => field.select();
  return field;
}
