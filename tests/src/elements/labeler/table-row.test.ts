import { expect, test } from "vitest";
import { tableRow } from "../../../../src/elements/labeler/table-row.ts";

test("the first cell is the row's head, and all of them are text", () => {
  const row = tableRow("<b>a</b>", "1", "<i>2</i>");
  expect(row.outerHTML).toBe(
    '<tr><th scope="row">&lt;b&gt;a&lt;/b&gt;</th><td>1</td><td>&lt;i&gt;2&lt;/i&gt;</td></tr>',
  );
});
