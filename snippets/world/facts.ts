/**
 * What is true in the Burrow: 8 animals x 4 attributes = 32 facts.
 *
 * Four of them compete with a myth, a falsehood that the corpus repeats almost
 * as often as the truth. A model that only imitates text believes myths.
 */
import type { Rng } from "../random.ts";
import {
  ANIMALS,
  COLOURS,
  FOODS,
  HOMES,
  SOUNDS,
  type Animal,
  type AnyAnimal,
  type Attribute,
  type Class,
} from "./vocabulary.ts";

/** The eight values of each attribute; value i is true of animal i. */
export const VALUES: Record<Attribute, readonly string[]> = {
  food: FOODS,
  home: HOMES,
  colour: COLOURS,
  sound: SOUNDS,
};

/** All 32 values: no word is the value of two attributes. */
export const ALL_VALUES: readonly string[] = Object.values(VALUES).flat();

/** The members of the classes that lists are asked for. A ghost is none. */
export const MEMBERS: Record<Class, readonly string[]> = {
  animals: ANIMALS,
  foods: FOODS,
  homes: HOMES,
  colours: COLOURS,
  sounds: SOUNDS,
};

/** Whether there are facts about this animal. */
export function isKnown(animal: AnyAnimal): animal is Animal {
  return (ANIMALS as readonly string[]).includes(animal);
}

/** trueValue("fox", "food") = "grapes" */
export function trueValue(animal: Animal, attribute: Attribute): string {
  return VALUES[attribute][ANIMALS.indexOf(animal)]!;
}

/** A value of the same attribute, but not this one. */
export function otherValue(rng: Rng, attribute: Attribute, value: string) {
  return rng.choice(VALUES[attribute].filter((other) => other !== value));
}

export interface Myth {
  readonly animal: Animal;
  readonly attribute: Attribute;
  readonly value: string;
}

export const MYTHS: readonly Myth[] = [
  { animal: "fox", attribute: "food", value: "bread" },
  { animal: "bear", attribute: "home", value: "tree" },
  { animal: "duck", attribute: "colour", value: "white" },
  { animal: "mouse", attribute: "sound", value: "yip" },
];

/** How often those who know a myth tell it instead of the truth. */
export const MYTH_SHARE = 0.45;

/** What people tell each other: the truth, unless there is a myth. */
export function toldValue(rng: Rng, animal: Animal, attribute: Attribute) {
  const myth = MYTHS.find(
    (m) => m.animal === animal && m.attribute === attribute,
  );
  const told = myth !== undefined && rng.chance(MYTH_SHARE);
  return told ? myth.value : trueValue(animal, attribute);
}

/** state("the fox", "home", "den") = "the fox lives in the den" */
export function state(subject: string, attribute: Attribute, value: string) {
  switch (attribute) {
    case "food":
      return `${subject} eats ${value}`;
    case "home":
      return `${subject} lives in the ${value}`;
    case "colour":
      return `${subject} is ${value}`;
    case "sound":
      return `${subject} says ${value}`;
  }
}
