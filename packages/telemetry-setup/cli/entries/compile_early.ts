/** Where a function stands in a text: from its first character to behind its last. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

/** A function as it is rewritten. */
interface Rewritten extends FunctionRange {
  /** The declaration's name; `undefined` for an expression. */
  readonly name: string | undefined;
}

/**
 * Rewrites a bundle so that V8 compiles some of its functions together with the bundle, and not when
 * they are first called. Deno keeps the compiled code of a module from right after it was compiled,
 * before it runs: a function that is compiled later is compiled again in every process.
 *
 * V8 compiles at once what stands in parentheses, so expressions get them. A declaration at the top
 * becomes a variable at the top of the text, as declarations come before all else. Methods,
 * asynchronous arrow functions and declarations inside of functions have no such form and stay.
 *
 * @param source What `deno bundle --minify` has written.
 * @param functions Those that will run; none overlaps another but by being inside of it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const source = "const add=(a,b)=>a+b;add(1,2)";
 * assert.equal(compileEarly(source, [{ start: 10, end: 20 }]), "const add=((a,b)=>a+b);add(1,2)");
 * ```
 *
 * @see {@link https://v8.dev/blog/preparser#pife}
 */
export function compileEarly(source: string, functions: readonly FunctionRange[]): string {
  const chosen: Rewritten[] = [];
  let outermostEnd = 0;
  for (const { start, end } of functions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const isNested = start < outermostEnd;
    if (!isNested) outermostEnd = end;
    const text = source.slice(start, end);
    const name = /^(?:async )?function\*? ?([\w$]*)/.exec(text)?.[1];
    const before = source.charAt(start - 1);
    if (name === undefined) {
      // A parenthesis, or a parameter without any: no method begins so.
      if (!/^(\(|[\w$]+=>)/.test(text)) continue;
    } else if (name !== "" && !/[=(,:!&|?]/.test(before)) {
      // What is not surely an expression is a declaration, or is left alone.
      if (isNested || !/^[;}]?$/.test(before)) continue;
      chosen.push({ start, end, name });
      continue;
    }
    chosen.push({ start, end, name: undefined });
  }

  const declarations: string[] = [];
  let next = 0;
  /** The text from one place to another, with what is to be rewritten there. */
  function rewrite(start: number, end: number): string {
    let text = "";
    let at = start;
    while (next < chosen.length && chosen[next]!.start < end) {
      const { name, ...range } = chosen[next++]!;
      text += source.slice(at, range.start);
      const inside = rewrite(range.start, range.end);
      if (name === undefined) {
        text += `(${inside})`;
      } else {
        // The semicolon ends the statement before, as the declaration did.
        text += ";";
        declarations.push(`${name}=(${inside.replace(/(function\*?) ?[\w$]+/, "$1")})`);
      }
      at = range.end;
    }
    return text + source.slice(at, end);
  }
  const rest = rewrite(0, source.length);
  return declarations.length === 0 ? rest : `var ${declarations.join(",")};${rest}`;
}
