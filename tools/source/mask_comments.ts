import jsTokens from "js-tokens";

/** What is masked besides comments. */
export interface MaskOptions {
  /** Mask the text of strings, templates and regular expressions, too. @default false */
  readonly strings?: boolean;
}

const COMMENTS = new Set(["SingleLineComment", "MultiLineComment", "HashbangComment"]);
const STRINGS = new Set([
  "StringLiteral",
  "NoSubstitutionTemplate",
  "TemplateHead",
  "TemplateMiddle",
  "TemplateTail",
  "RegularExpressionLiteral",
]);

/**
 * Replaces comments in TypeScript source by spaces, so that lines and columns stay as they were.
 *
 * @example A comment is no code
 * ```ts
 * import assert from "node:assert/strict";
 * import { maskComments } from "./mask_comments.ts";
 *
 * assert.equal(maskComments("a(); // b"), "a();     ");
 * ```
 */
export function maskComments(source: string, options: MaskOptions = {}): string {
  const { strings = false } = options;
  let masked = "";
  for (const { type, value } of jsTokens(source)) {
    const hidden = COMMENTS.has(type) || (strings && STRINGS.has(type));
    masked += hidden ? value.replace(/[^\r\n]/g, " ") : value;
  }
  return masked;
}
