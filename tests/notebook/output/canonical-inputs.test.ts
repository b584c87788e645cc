import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalInputs } from "../../../src/notebook/output/canonical-inputs.ts";
import type { InputValues } from "../../../src/notebook/output/output.ts";

const value = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.array(fc.nat(8)));
const inputs: fc.Arbitrary<InputValues> = fc.dictionary(fc.string(), value);

test("the order in which inputs were set does not count", () => {
  fc.assert(
    fc.property(inputs, (values) => {
      const reversed = Object.fromEntries(Object.entries(values).reverse());
      expect(canonicalInputs(reversed)).toBe(canonicalInputs(values));
    }),
  );
});

test("values and keys do", () => {
  const different: InputValues[] = [{}, { a: 1 }, { a: "1" }, { b: 1 }, { a: 1, b: 1 }, { a: [1] }];
  const texts = different.map(canonicalInputs);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts[0]).toBe("[]");
});
