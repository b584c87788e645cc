/** What makes outputs answer to pointer and keys; without it they are there to read. */
import "./cell-input.ts";
import "./out-pages.ts";
import "./out-picture.ts";
import "./out-table.ts";
