import { expect, test } from "vitest";
import { assert, InputError } from "../../../snippets/base/assert.ts";

test("a condition that holds says nothing", () => {
  expect(() => assert(1 + 1 === 2, "never seen")).not.toThrow();
});

test("a condition that fails throws an InputError with the message", () => {
  const fail = () => assert(false, "Expected 3 rows, got 2.");
  expect(fail).toThrow(InputError);
  expect(fail).toThrow("Expected 3 rows, got 2.");
});

test("an InputError is an Error that knows its name", () => {
  const error = new InputError("no");
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe("InputError");
});

test("a message that costs something is only made when needed", () => {
  let made = 0;
  const message = () => `made ${++made} times`;
  assert(true, message);
  expect(made).toBe(0);
  expect(() => assert(0, message)).toThrow("made 1 times");
});
