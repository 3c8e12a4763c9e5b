// Knows where each function of any JavaScript ends, and what stands around it.
import { type AnyNode, type AssignmentProperty, type Function, parse, type Property } from "acorn";

/** Where a function stands in a text: from its first character to behind its last. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

/** A part of the text, and what takes its place. */
interface Piece extends FunctionRange {
  readonly write: () => string;
}

/**
 * Rewrites a bundle so that V8 compiles some of its functions together with the bundle, and not when
 * they are first called. Deno keeps the compiled code of a module from right after it was compiled,
 * before it runs: a function that is compiled later is compiled again in every process.
 *
 * V8 compiles at once what stands in parentheses, so expressions get them. A declaration becomes a
 * variable at the top of its function, or of the text, as declarations come before all else. A method
 * of an object literal becomes a property. Methods of classes, accessors, asynchronous arrow
 * functions and declarations inside of blocks have no such form and stay.
 *
 * @param source What `deno bundle --minify` has written, a module.
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
  const chosen = new Set(functions.map(toKey));
  const pieces: Piece[] = [];
  const declarations: (() => string)[] = [];

  /** The text from one place to another, with what is rewritten inside of it. */
  function rewrite(start: number, end: number): string {
    let text = "";
    let at = start;
    for (const piece of pieces) {
      const isItself = piece.start === start && piece.end === end;
      if (piece.start < at || piece.end > end || isItself) continue;
      text += source.slice(at, piece.start) + piece.write();
      at = piece.end;
    }
    return text + source.slice(at, end);
  }

  function choose(node: AnyNode, [parent, grandparent]: readonly AnyNode[]): void {
    const { start, end } = node;
    if (node.type === "FunctionExpression" || isPlainArrow(node)) {
      pieces.push({ start, end, write: () => `(${rewrite(start, end)})` });
    } else if (node.type === "Property" && isPlainMethod(node)) {
      const { key, value, computed } = node;
      const name = source.slice(key.start, key.end);
      const head = `${computed ? `[${name}]` : name}:(${keywordOf(value as Function)}`;
      pieces.push({ start, end, write: () => `${head}${rewrite(value.start, end)})` });
    } else if (node.type === "FunctionDeclaration") {
      // Only that of `export default` may have no name, and it stays.
      const id = node.id!;
      const write = () => `${id.name}=(${keywordOf(node)}${rewrite(id.end, end)})`;
      if (parent?.type === "Program") declarations.push(write);
      else if (parent?.type === "BlockStatement" && isFunction(grandparent)) {
        const top = parent.start + 1;
        pieces.push({ start: top, end: top, write: () => `var ${write()};` });
      } else return;
      // It ends the statement before, as the declaration did.
      pieces.push({ start, end, write: () => ";" });
    }
  }

  function visit(node: AnyNode, parents: readonly AnyNode[]): void {
    if (chosen.has(toKey(node))) choose(node, parents);
    for (const child of childrenOf(node)) visit(child, [node, ...parents]);
  }

  visit(parse(source, { ecmaVersion: "latest", sourceType: "module" }), []);
  // What is put in at a place comes before what begins there, and that before what is inside of it.
  const isPutIn = ({ start, end }: Piece) => Number(start === end);
  pieces.sort((a, b) => a.start - b.start || isPutIn(b) - isPutIn(a) || b.end - a.end);
  const rest = rewrite(0, source.length);
  return declarations.length === 0
    ? rest
    : `var ${declarations.map((write) => write()).join(",")};${rest}`;
}

function toKey({ start, end }: FunctionRange): string {
  return `${start}-${end}`;
}

function isPlainArrow(node: AnyNode): boolean {
  return node.type === "ArrowFunctionExpression" && !node.async;
}

function isFunction(node: AnyNode | undefined): boolean {
  return /^(Arrow)?Function(Declaration|Expression)$/.test(node?.type ?? "");
}

/** Whether it may as well be a property with a function; `__proto__` and `super` mean something else there. */
function isPlainMethod({ method, key, value }: Property | AssignmentProperty): boolean {
  const isProto = key.type === "Identifier" && key.name === "__proto__";
  return method && !isProto && !uses("Super", value) && !uses("Function", key);
}

/** Whether there is a node of a type below. */
function uses(type: string, node: AnyNode): boolean {
  return node.type.includes(type) || childrenOf(node).some((child) => uses(type, child));
}

function keywordOf({ async, generator }: Pick<Function, "async" | "generator">): string {
  return `${async ? "async " : ""}function${generator ? "*" : ""}`;
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flat().filter((value) => typeof value?.type === "string");
}
