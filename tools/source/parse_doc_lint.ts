/** One error of `deno doc --lint`. */
export interface DocLintError {
  /** Such as `missing-jsdoc`. */
  readonly code: string;
  readonly message: string;
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Of a `private-type-ref`: line number and text of the type's declaration, as `12:interface X {`. */
  readonly referenced?: string;
}

/**
 * Reads what `deno doc --lint` prints with `NO_COLOR` set.
 *
 * @example One error
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseDocLint } from "./parse_doc_lint.ts";
 *
 * const [error] = parseDocLint("error[missing-jsdoc]: no documentation\n  --> /repo/a.ts:7:1\n");
 * assert.deepEqual(error, { code: "missing-jsdoc", message: "no documentation", path: "/repo/a.ts", line: 7 });
 * ```
 */
export function parseDocLint(output: string): readonly DocLintError[] {
  return output.split(/^(?=error\[)/m).flatMap((part) => {
    const [, code, message] = part.match(/^error\[([\w-]+)\]: (.*)/) ?? [];
    const [, path, line] = part.match(/^\s*--> (.+):(\d+):\d+$/m) ?? [];
    if (code === undefined || message === undefined || path === undefined) return [];
    const [, hint = ""] = part.split(/= hint: make the referenced type public/);
    const [, at, text] = hint.match(/^\s*(\d+)\s*\| (.*)$/m) ?? [];
    const referenced = at === undefined ? {} : { referenced: `${at}:${text?.trim()}` };
    return [{ code, message, path, line: Number(line), ...referenced }];
  });
}
