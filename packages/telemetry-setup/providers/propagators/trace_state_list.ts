// Hot path: made for each incoming request that brings a trace state.
import type { TraceState } from "@opentelemetry/api";
import { trimBlanks } from "./trim_blanks.ts";

const KEY = /^[a-z\d][a-z\d_\-*/@]{0,255}$/;
/** Printable, no comma, no equals sign, no space at the end. */
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MAX_MEMBERS = 32;
/** No list of 32 members is longer, unless it is mostly blanks. */
const MAX_TEXT_LENGTH = 32_768;

/**
 * The members of a `tracestate` header, the latest first. Immutable: each change is another list.
 *
 * @see {@link https://www.w3.org/TR/trace-context-2/#tracestate-header}
 */
export class TraceStateList implements TraceState {
  readonly #members: ReadonlyMap<string, string>;

  private constructor(members: ReadonlyMap<string, string>) {
    this.#members = members;
  }

  /**
   * Reads a header. Of members with the same key the first stays; empty members are passed over.
   *
   * @returns `undefined` if it is empty or anything in it is wrong: half a state would mislead.
   */
  static parse(text: string): TraceStateList | undefined {
    if (text.length > MAX_TEXT_LENGTH) return undefined;
    const members = new Map<string, string>();
    let count = 0;
    for (const part of text.split(",")) {
      const member = trimBlanks(part);
      if (member === "") continue;
      const equals = member.indexOf("=");
      const [key, value] = [member.slice(0, equals), member.slice(equals + 1)];
      if (equals < 0 || ++count > MAX_MEMBERS || !KEY.test(key) || !VALUE.test(value)) {
        return undefined;
      }
      if (!members.has(key)) members.set(key, value);
    }
    return count === 0 ? undefined : new TraceStateList(members);
  }

  /** A list with this member in front. What is no valid member changes nothing. */
  set(key: string, value: string): TraceStateList {
    if (!KEY.test(key) || !VALUE.test(value)) return this;
    const others = [...this.#members].filter(([other]) => other !== key);
    return new TraceStateList(new Map([[key, value], ...others.slice(0, MAX_MEMBERS - 1)]));
  }

  unset(key: string): TraceStateList {
    return new TraceStateList(new Map([...this.#members].filter(([other]) => other !== key)));
  }

  get(key: string): string | undefined {
    return this.#members.get(key);
  }

  serialize(): string {
    let text = "";
    for (const [key, value] of this.#members) text += `${text && ","}${key}=${value}`;
    return text;
  }
}
