import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { toYaml, type YamlValue } from "../../../snippets/cli/yaml.ts";

/** YAML 1.1, which PyYAML reads. */
const read = (text: string) => parse(text, { version: "1.1", schema: "yaml-1.1" }) as unknown;

/** What PyYAML's resolver takes for a number, from its resolver.py. */
const pyYamlNumber = /^[-+]?(?:0|[1-9][0-9_]*|[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.(?:nan|inf))$/;

/** Words and forms that YAML 1.1 reads as something else than a text. */
const traps = [
  ...["no", "No", "NO", "n", "y", "yes", "on", "off", "true", "False", "null", "~", "", " ", "<<", "="],
  ...["1", "1.5", "1e-4", "0x1f", "0b1", "017", "1_000", "12:30:45", "2026-11-30", "-", "- a", "? a"],
  ...[".inf", ".nan", "a: b", "a #b", "#b", "&a", "*a", "!a", "%a", "@a", "`a", "{a}", "[a]", "'", '"'],
  ...["a\nb", "a\\b", "\t", "\u0085", "\u2028", "\ufeff", "\u007f", "\ud83d\ude00"],
];

const text = fc.oneof(fc.constantFrom(...traps), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true })).map((x) => x || 0);
const name = text.filter((key) => key !== "__proto__");

const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("whatever is written is read again, by the rules of YAML 1.1", () => {
  const settings = fc.dictionary(name, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
  fc.assert(
    fc.property(settings, (some) => {
      expect(read(toYaml(some))).toEqual(some);
    }),
  );
});

test("a number has a form that PyYAML takes for one", () => {
  fc.assert(
    fc.property(number, (some) => {
      expect(toYaml({ rate: some }).slice("rate: ".length, -1)).toMatch(pyYamlNumber);
    }),
  );
  expect(toYaml({ rate: 1e-7 })).toBe("rate: 1.0e-7\n");
});

describe("a text stays a text", () => {
  test.each(traps)("%j", (trap) => {
    expect(read(toYaml({ trap, [trap]: [trap] }))).toEqual({ trap, [trap]: [trap] });
  });
});

test("one line a setting, and its name as it is", () => {
  const settings = { save_strategy: "no", bf16: false, datasets: [{ path: "json" }] };
  expect(toYaml(settings)).toBe('save_strategy: "no"\nbf16: false\ndatasets: [{path: "json"}]\n');
});
