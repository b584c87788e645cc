/**
 * Loaded before everything that package.json starts (`node -r ./src/fits-node.cjs FILE.ts`): an older Node
 * cannot even read a TypeScript file, and would print a stack. CommonJS in words that every Node knows.
 */
"use strict";

var oldest = "22.18";
var own = process.versions.node;

if (compare(own, oldest) < 0) {
  var needs = "This needs Node " + oldest + " or newer, and this is Node " + own;
  console.error(needs + ": run npm ci, which installs one, then npm run or npx node.");
  process.exit(1);
}

function compare(a, b) {
  var as = a.split(".");
  var bs = b.split(".");
  return as[0] - bs[0] || as[1] - bs[1];
}
