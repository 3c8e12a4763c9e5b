import type { Parsed } from "./parsed.ts";
import { parseHttpEndpoint } from "./parse_http_endpoint.ts";
import { parseInteger } from "./parse_integer.ts";
import { parseRatio } from "./parse_ratio.ts";

/** One argument that a text may give. */
export interface NamedArgument<K extends string = string> {
  /** What it is called in the result. */
  readonly key: K;
  readonly as: "url" | "integer" | "ratio";
  readonly default: string | number;
  /** What an integer is multiplied by. @default 1 */
  readonly factor?: number;
}

const PARSERS = {
  url: (text: string): Parsed<string> => {
    const { value, expected } = parseHttpEndpoint(text);
    // The root path of a server's address says nothing.
    return value === undefined ? { expected: expected ?? "" } : { value: value.replace(/\/$/, "") };
  },
  integer: (text: string) => parseInteger(text, { min: 1 }),
  ratio: parseRatio,
} as const;

/**
 * Parses `name=value` pairs with commas between them, in any order, such as
 * `endpoint=http://localhost:14250,pollingIntervalMs=5000`. What is not given has its default. One
 * bad pair makes the whole text unusable: half of it would be nobody's intention.
 *
 * @param known The arguments by their name in the text.
 *
 * @example Usage
 * ```ts
 * import { parseNamedArguments } from "./parse_named_arguments.ts";
 * import assert from "node:assert/strict";
 *
 * const known = { every: { key: "interval", as: "integer", default: 5, factor: 1000 } } as const;
 * assert.deepEqual(parseNamedArguments("every=2", known), { value: { interval: 2000 } });
 * ```
 */
export function parseNamedArguments<T extends object>(
  text: string,
  known: Readonly<Record<string, NamedArgument<keyof T & string>>>,
): Parsed<T> {
  const names = Object.keys(known);
  const result: Record<string, unknown> = Object.fromEntries(
    Object.values(known).map((argument) => [argument.key, argument.default]),
  );
  for (const pair of text.split(",")) {
    const [name = "", value] = pair.split(/=(.*)/s).map((part) => part.trim());
    const argument = Object.hasOwn(known, name) ? known[name] : undefined;
    if (argument === undefined || value === undefined) {
      return { expected: names.map((known) => `${known}=…`).join(",") };
    }
    const parsed = PARSERS[argument.as](value);
    if (parsed.value === undefined) return { expected: `${name} to be ${parsed.expected}` };
    result[argument.key] = argument.factor === undefined
      ? parsed.value
      : Number(parsed.value) * argument.factor;
  }
  return { value: result as T };
}
