/** A row of a table whose first cell names the row. */
export function tableRow(name: string, ...cells: readonly string[]): HTMLTableRowElement {
  const row = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row", textContent: name });
  row.append(head, ...cells.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
  return row;
}
