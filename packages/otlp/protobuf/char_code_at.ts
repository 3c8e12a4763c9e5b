// Hot path: runs for every character of most exported strings.

/**
 * `text.charCodeAt(index)`, and never looks the method up: V8 does that for each character, as soon as
 * a place in the code has met strings that it keeps in more than four ways (in pieces, as part of
 * another one …), and then it takes several times as long as all the rest.
 *
 * @example
 * ```ts
 * import { charCodeAt } from "./char_code_at.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(charCodeAt("dice", 1), 0x69);
 * ```
 */
export const charCodeAt: (text: string, index: number) => number = Function.prototype.call.bind(
  String.prototype.charCodeAt,
);
