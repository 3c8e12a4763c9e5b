// Hot path: what is returned runs once a request.
import { lateGlobal } from "../../late_global.ts";

/** Tells that a response has an unused body which is in memory as a whole, or none. */
export type IsWhole = (response: unknown) => boolean;

/** Options of {@linkcode createWholeCheck}. */
export interface WholeCheckOptions {
  /** Whether inner properties of Deno's may be read, where it has them. */
  readonly fastPath: boolean;
}

/** What a `Response` has inside. */
interface InnerResponse {
  readonly type: string;
  readonly body: null | {
    readonly streamOrStatic: { readonly body?: unknown; readonly consumed?: boolean };
  };
}

interface Inside {
  readonly response: symbol;
  /** A body of which nothing is made before somebody asks for it. */
  readonly lazy: symbol;
  readonly consumed: symbol;
}

/** As it was when telemetry started: an application may put another one in its place. */
const responseClass = lateGlobal("Response");

/**
 * Creates what tells whether a response is sent at once: its last byte is handed to the system
 * together with its first one. Public functions cannot tell: to ask for the body, or whether it is
 * used, makes a stream of it, and changes how Deno sends it.
 *
 * @returns Says `false` wherever it is not known.
 *
 * @example
 * ```ts
 * import { createWholeCheck } from "./whole_response.ts";
 * import assert from "node:assert/strict";
 *
 * const isWhole = createWholeCheck({ fastPath: true });
 * assert.equal(isWhole(new Response(new ReadableStream())), false);
 * assert.equal(createWholeCheck({ fastPath: false })(new Response("6")), false);
 * ```
 */
export function createWholeCheck({ fastPath }: WholeCheckOptions): IsWhole {
  if (!fastPath) return () => false;
  let inside: Inside | null | undefined;
  return (response) => {
    if (inside === undefined) inside = findInside();
    return inside !== null && isWhole(response, inside);
  };
}

function isWhole(response: unknown, { response: inner, lazy, consumed }: Inside): boolean {
  const within = response as Record<symbol, unknown> | null | undefined;
  const found = within?.[inner] as InnerResponse | undefined;
  if (found === undefined || within![consumed] !== false || found.type === "error") return false;
  if (within![lazy] !== null || found.body === null) return true;
  const { body, consumed: isConsumed } = found.body.streamOrStatic;
  return body !== undefined && isConsumed === false;
}

/** @returns `null` where Deno's responses look different inside. */
function findInside(): Inside | null {
  try {
    const New = responseClass();
    const symbols = new Map(
      Object.getOwnPropertySymbols(new New("")).map((symbol) => [symbol.description, symbol]),
    );
    const [response, lazy, consumed] = ["response", "lazy static body", "serve fast consumed"]
      .map((name) => symbols.get(name));
    if (response === undefined || lazy === undefined || consumed === undefined) return null;
    const inside = { response, lazy, consumed };
    const headers = { "content-type": "text/plain" };
    const whole = [
      new New("text"),
      new New(""),
      new New(null),
      new New("text", { headers }),
      new New(new Uint8Array(1)),
      New.json(1, { headers }),
    ];
    const [used, looked] = [new New("text"), new New("text")];
    void used.text();
    void looked.body;
    const others = [
      used,
      looked,
      new New(new ReadableStream()),
      New.error(),
      {},
      undefined,
      "text",
    ];
    const tells = whole.every((one) => isWhole(one, inside)) &&
      !others.some((one) => isWhole(one, inside));
    return tells ? inside : null;
  } catch {
    return null;
  }
}
