import type { AttributeFilter, UnixNano } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";
import { parseAttributeFilter } from "./parse_attribute_filter.ts";

const MAX_TEXT = 1000;
/** How often a parameter may be there. */
const MAX_TIMES = 20;
const MAX_UNIX_NANO = 2n ** 63n - 1n;

/**
 * Reads the parameters of a query. One that is empty counts as absent; each method throws
 * {@linkcode BadRequest} for a value that it cannot take.
 *
 * @example
 * ```ts
 * import { QueryReader } from "./query_reader.ts";
 * import { equal, throws } from "node:assert/strict";
 *
 * const reader = new QueryReader(new URLSearchParams("limit=10&text=roll"));
 * equal(reader.integer("limit", { min: 1, max: 500 }), 10);
 * throws(() => reader.end(), { message: "Cannot use parameter text: it is unknown here" });
 * ```
 */
export class QueryReader {
  readonly #parameters: URLSearchParams;
  readonly #read = new Set<string>();

  constructor(parameters: URLSearchParams) {
    this.#parameters = parameters;
  }

  text(name: string): string | undefined {
    this.#read.add(name);
    const values = this.#parameters.getAll(name);
    if (values.length > 1) throw new BadRequest(`Cannot use parameter ${name}: it is there twice`);
    const [value = ""] = values;
    if (value.length > MAX_TEXT) {
      throw tooLong(name);
    }
    return value === "" ? undefined : value;
  }

  /** Nanoseconds since the epoch. */
  time(name: string): UnixNano | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^\d{1,19}$/.test(value) && BigInt(value) <= MAX_UNIX_NANO) return String(BigInt(value));
    throw cannotUse(name, value, "is not nanoseconds since 1970");
  }

  integer(
    name: string,
    { min, max }: { readonly min: number; readonly max: number },
  ): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    throw cannotUse(name, value, `is not an integer from ${min} to ${max}`);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw cannotUse(name, value, `is not one of ${choices.join(", ")}`);
  }

  /** An id of so many hexadecimal digits, in lower case. */
  id(name: string, digits: 16 | 32): string | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : readId(name, value, digits);
  }

  /** Ids of so many hexadecimal digits, in lower case, of a parameter that may be there several times. */
  ids(name: string, digits: 16 | 32): readonly string[] | undefined {
    return this.#values(name)?.map((value) => readId(name, value, digits));
  }

  attributes(): readonly AttributeFilter[] | undefined {
    return this.#values("attribute")?.map(parseAttributeFilter);
  }

  /** A parameter that may be there several times. */
  texts(name: string): readonly string[] | undefined {
    const values = this.#values(name);
    if (values?.some((value) => value.length > MAX_TEXT)) throw tooLong(name);
    return values;
  }

  /** @throws {BadRequest} If there is a parameter that nobody asked for. */
  end(): void {
    for (const name of this.#parameters.keys()) {
      if (!this.#read.has(name)) {
        throw new BadRequest(
          `Cannot use parameter ${quote(name).slice(1, -1)}: it is unknown here`,
        );
      }
    }
  }

  #values(name: string): readonly string[] | undefined {
    this.#read.add(name);
    const values = this.#parameters.getAll(name).filter((value) => value !== "");
    if (values.length > MAX_TIMES) {
      throw new BadRequest(
        `Cannot use parameter ${name}: it is there more than ${MAX_TIMES} times`,
      );
    }
    return values.length === 0 ? undefined : values;
  }
}

function tooLong(name: string): BadRequest {
  return new BadRequest(`Cannot use parameter ${name}: it is longer than ${MAX_TEXT} characters`);
}

/** @throws {BadRequest} If the value is not an id of so many hexadecimal digits. */
export function readId(name: string, value: string, digits: 16 | 32): string {
  if (value.length === digits && /^[\da-f]+$/i.test(value)) return value.toLowerCase();
  throw cannotUse(name, value, `is not ${digits} hexadecimal digits`);
}

function cannotUse(name: string, value: string, reason: string): BadRequest {
  return new BadRequest(`Cannot use parameter ${name}: ${quote(value)} ${reason}`);
}

function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
