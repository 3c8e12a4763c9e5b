// Hot path: find() runs for every measurement.
import type { Attributes } from "@opentelemetry/api";

/** What has been taken of a set of attributes so far. */
class Step<T> {
  /** The way that was gone last: most code has the same keys in the same order. */
  way: Way<T> | undefined = undefined;
  /** All ways by their keys, once there is more than one. */
  ways: Map<string, Way<T>> | undefined = undefined;
  /** What is known of the set that ends here. */
  found: T | undefined = undefined;
}

/** A key that follows a step. */
class Way<T> {
  readonly key: string;
  /** The value that was met last. */
  value: unknown;
  next: Step<T>;
  /** All steps by their values, once there is more than one. */
  steps: Map<unknown, Step<T>> | undefined = undefined;
  /** Whether the value of this key makes no difference. */
  readonly isIgnored: boolean;

  constructor(key: string, value: unknown, { next, isIgnored }: {
    readonly next: Step<T>;
    readonly isIgnored: boolean;
  }) {
    this.key = key;
    this.value = value;
    this.next = next;
    this.isIgnored = isIgnored;
  }
}

/** Options of {@linkcode AttributePaths}. */
export interface AttributePathsOptions {
  /** How many sets are remembered. @default 4096 */
  readonly maxSize?: number;
  /** Keys whose values make no difference. @default none */
  readonly ignores?: (key: string) => boolean;
}

/**
 * Remembers what was found for sets of attributes, in the order in which their members are
 * enumerated. Nothing is made to look one up, no text and no list: each key and value is compared
 * with the ones that were met last at its place, so that the same object, and another one with the
 * same contents, cost a few nanoseconds a member; and what is changed in an object is seen.
 *
 * The same members in another order are another path. Values are compared as those of a `Map`.
 *
 * @example
 * ```ts
 * import { AttributePaths } from "./attribute_paths.ts";
 * import assert from "node:assert/strict";
 *
 * const paths = new AttributePaths<string>();
 * paths.insert({ sides: 6 }, "a die");
 * assert.equal(paths.find({ sides: 6 }), "a die");
 * assert.equal(paths.find({ sides: 8 }), undefined);
 * ```
 */
export class AttributePaths<T> {
  /** How many sets are remembered; with one more, all are forgotten. */
  maxSize: number;
  readonly #ignores: (key: string) => boolean;
  #root = new Step<T>();
  #size = 0;

  constructor({ maxSize = 4096, ignores = () => false }: AttributePathsOptions = {}) {
    this.maxSize = maxSize;
    this.#ignores = ignores;
  }

  /**
   * What was inserted for these members; `undefined` also for objects that may inherit some.
   *
   * @throws What reading the attributes throws.
   */
  find(attributes: Attributes | undefined): T | undefined {
    let step = this.#root;
    if (attributes === undefined || attributes === null) return step.found;
    const prototype: unknown = Object.getPrototypeOf(attributes);
    if (prototype !== Object.prototype && prototype !== null) return undefined;
    // Faster than Object.keys, and with the members of the object alone, as was just made sure.
    for (const key in attributes) {
      const value = attributes[key];
      let way = step.way;
      if (way === undefined) return undefined;
      if (way.key !== key) {
        way = step.ways?.get(key);
        if (way === undefined) return undefined;
        step.way = way;
      }
      if (way.value === value) step = way.next;
      else if (!way.isIgnored) {
        const next = way.steps?.get(value);
        if (next === undefined) return undefined;
        way.value = value;
        way.next = next;
        step = next;
      } else step = way.next;
    }
    return step.found;
  }

  /** Remembers what belongs to a set, whose own members are read once. */
  insert(attributes: Attributes, found: T): void {
    if (this.#size >= this.maxSize) this.clear();
    let step = this.#root;
    for (const [key, value] of Object.entries(attributes)) step = this.#follow(step, [key, value]);
    if (step.found === undefined) this.#size++;
    step.found = found;
  }

  /** Forgets all. */
  clear(): void {
    this.#root = new Step<T>();
    this.#size = 0;
  }

  #follow(step: Step<T>, [key, value]: readonly [string, unknown]): Step<T> {
    const way = step.way?.key === key ? step.way : step.ways?.get(key);
    if (way === undefined) {
      const next = new Step<T>();
      const added = new Way(key, value, { next, isIgnored: this.#ignores(key) });
      if (step.way !== undefined) {
        step.ways ??= new Map([[step.way.key, step.way]]);
        step.ways.set(key, added);
      }
      step.way = added;
      return next;
    }
    if (way.isIgnored || Object.is(way.value, value)) return way.next;
    way.steps ??= new Map([[way.value, way.next]]);
    let next = way.steps.get(value);
    if (next === undefined) {
      next = new Step<T>();
      way.steps.set(value, next);
    }
    way.value = value;
    way.next = next;
    return next;
  }
}
