import * as tf from "@tensorflow/tfjs";
import {
  type Environment,
  GLOBAL_TABLES,
  globalTable,
  openEngine,
  openEnvironment,
} from "mini-rlhf/engine/tfjs-internals";
import { EngineLost } from "../base/crash.ts";
import { safely } from "../base/hostile-values.ts";
import { tensorsIn } from "./dispose-tensors.ts";
import { costOf, timeProduct } from "./backend-cost.ts";

/** What TensorFlow.js keeps for everybody, and so what one cell can change for all others. */
export interface TensorState {
  /**
   * Puts back whatever a cell has changed, and moves its tensors onto the book's engine.
   * @param values what the cell has defined
   * @returns what was put back, in words; null if nothing had changed
   * @throws EngineLost when the engine itself is gone
   */
  putBack(values: unknown[]): string | null;
}

/**
 * Notes TensorFlow.js's state as it is when the book's engine has started: backend, flags, kernels,
 * gradients, classes, platform, scopes. One file holds the rule for all of it.
 * @param tell hears what another backend costs, as soon as a cell chooses one
 */
export function noteTensorState(tell: (text: string) => void, now = () => performance.now()): TensorState {
  const parts = [noteScopes(), noteTables(), noteFlags(), notePlatform(), noteBackends(tell, now)];
  return {
    putBack(values) {
      const changed = parts.flatMap((putBack) => putBack(values));
      if (changed.length === 0) return null;
      return `Put back after this cell, for it is every cell’s: ${changed.join(", ")}.`;
    },
  };
}

/** Puts one part back, and names what had changed. */
type PutBack = (values: unknown[]) => string[];

/** The tensors of a scope that was left open are kept: the cell's variables may hold them. */
function noteScopes(): PutBack {
  return () => {
    const { state } = openEngine();
    const isOpen = state.scopeStack.length > 0 || state.activeScope != null;
    if (isOpen) Object.assign(state, { scopeStack: [], activeScope: null });
    const isTaping = state.gradientDepth > 0 || state.kernelDepth > 0 || state.profiling;
    if (isTaping) Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null, profiling: false });
    return [
      ...(isOpen ? ["a scope that was left open"] : []),
      ...(isTaping ? ["a gradient tape that was left running"] : []),
    ];
  };
}

/** Kernels and gradients by name; and the classes of layers, of which a cell may add its own. */
function noteTables(): PutBack {
  const tables = GLOBAL_TABLES.map(globalTable);
  const words = ["kernel", "gradient"];
  const before = tables.map((table) => new Map(table));
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const classes = { ...classNameMap };
  return () => {
    const lists = tables.map((table, index) => putBackTable(table, before[index]!));
    const replaced = Object.keys(classes).filter((name) => classNameMap[name] !== classes[name]);
    Object.assign(classNameMap, classes);
    return [...lists.flatMap((names, index) => named(words[index]!, names)), ...named("class", replaced, "classes")];
  };
}

function putBackTable(table: Map<string, unknown>, before: Map<string, unknown>): string[] {
  const names = new Set([...table.keys(), ...before.keys()]);
  const changed = [...names].filter((name) => table.get(name) !== before.get(name));
  if (changed.length > 0) {
    table.clear();
    for (const [name, value] of before) table.set(name, value);
  }
  return changed;
}

function noteFlags(): PutBack {
  const environment = openEnvironment();
  const { flags } = environment;
  const before = { ...flags };
  const touched = new Set<string>();
  const set = environment.set.bind(environment);
  // A flag that nobody has read has no value to compare with.
  environment.set = (name, value) => {
    set(name, value);
    touched.add(name);
  };
  return () => {
    const isReplaced = environment.flags !== flags;
    environment.flags = flags;
    const known = Object.keys(before).filter((name) => flags[name] !== before[name]);
    const unread = [...touched].filter((name) => !(name in before) && name in flags);
    for (const name of known) set(name, before[name]!);
    for (const name of unread) forgetFlag(environment, name);
    touched.clear();
    return isReplaced ? ["all flags"] : named("flag", [...known, ...unread]);
  };
}

/** It is found out anew when somebody reads it. */
function forgetFlag({ flags, flagRegistry }: Environment, name: string): void {
  delete flags[name];
  const { evaluationFn, setHook } = flagRegistry[name]!;
  const value = setHook ? evaluationFn() : null;
  if (!(value instanceof Promise)) setHook?.(value as never);
}

function notePlatform(): PutBack {
  const environment = tf.env();
  const { platform, platformName } = environment;
  return () => {
    if (environment.platform === platform) return [];
    Object.assign(environment, { platform, platformName });
    return ["the platform"];
  };
}

function noteBackends(tell: (text: string) => void, now: () => number): PutBack {
  const engine = openEngine();
  const own = tf.getBackend();
  const backend = tf.backend();
  const factories = { ...engine.registryFactory };
  const setBackend = engine.setBackend.bind(engine);
  engine.setBackend = (name) => {
    const isOther = name !== own && name in engine.registryFactory;
    const quick = isOther && tf.getBackend() === own ? timeProduct(now) : null;
    const done = setBackend(name);
    const runs = (isStarted: boolean): boolean => isOther && isStarted && tf.getBackend() === name;
    done.then((isStarted) => runs(isStarted) && tell(costOf(name, quick, now))).catch(() => {});
    return done;
  };
  return (values) => {
    if (engine.registry[own] !== backend) throw new EngineLost(own);
    const isOther = tf.getBackend() !== own || engine.backendInstance !== backend;
    const changed = changedFactories(engine.registryFactory, factories);
    Object.assign(engine.registryFactory, factories);
    if (isOther) {
      // One that is still starting would take over when it has.
      engine.pendingBackendInitId++;
      engine.pendingBackendInit = null;
      void setBackend(own);
    }
    if (!computes()) throw new EngineLost(own);
    moveTensors(values, backend);
    for (const name of changed.filter((one) => !(one in factories))) tf.removeBackend(name);
    return [...(isOther ? [`the backend “${own}”`] : []), ...named("backend", changed)];
  };
}

function changedFactories(now: Record<string, unknown>, before: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((name) => now[name] !== before[name]);
}

/** A backend may be there and yet have been disposed of. */
function computes(): boolean {
  try {
    return tf.tidy(() => tf.add(1, 1).dataSync()[0] === 2);
  } catch {
    return false;
  }
}

/** So that what a cell has made on another backend stays usable, and the other one can go. */
function moveTensors(values: unknown[], to: tf.KernelBackend): void {
  const { registry, state } = openEngine();
  const others = Object.values(registry).some((one) => one !== to && one.numDataIds() > 0);
  if (!others) return;
  for (const tensor of tensorsIn(values) ?? []) {
    const dataId = safely(() => (tensor as Partial<tf.Tensor>).dataId, undefined);
    if (dataId === undefined || safely(() => tensor.isDisposed, true)) continue;
    const at = state.tensorInfo.get(dataId)?.backend;
    if (at && at !== to) tf.engine().moveData(to, dataId);
  }
}

function named(what: string, names: string[], plural = `${what}s`): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  const more = names.length > 3 ? [`${names.length - 3} more`] : [];
  return [`the ${names.length > 1 ? plural : what} ${[...shown, ...more].join(" and ")}`];
}
