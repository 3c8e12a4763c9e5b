// Hot path: what is returned runs a few times a request.
import type { ServerRequest } from "../describe_request.ts";

/** Reads a header, its name in lower case; `null` where it is absent. */
export type ReadHeader = (request: ServerRequest, name: string) => string | null;

/** Options of {@linkcode createHeaderReader}. */
export interface HeaderReaderOptions {
  /** Whether inner functions of Deno may be used, where it has them. */
  readonly fastPath: boolean;
}

/** What a `Request` of `Deno.serve` has inside. */
interface InnerRequest {
  readonly header?: (name: string) => string | null;
}

/** They are asked for when the first request comes, both ways. */
const TESTED = ["host", "user-agent", "traceparent", "baggage", "x-not-there"] as const;

const readPublic: ReadHeader = (request, name) => request.headers.get(name);

/**
 * Creates what reads single headers of a request. `request.headers` makes an object of all of them,
 * and has Deno answer on a longer way; so of a request of `Deno.serve` they are asked for one by one
 * with an inner function, if it says of the first request what `headers` says.
 *
 * @example
 * ```ts
 * import { createHeaderReader } from "./header_reader.ts";
 * import assert from "node:assert/strict";
 *
 * const readHeader = createHeaderReader({ fastPath: true });
 * const request = new Request("http://localhost/", { headers: { baggage: "dice=6" } });
 * assert.equal(readHeader(request, "baggage"), "dice=6");
 * assert.equal(readHeader(request, "traceparent"), null);
 * ```
 */
export function createHeaderReader({ fastPath }: HeaderReaderOptions): ReadHeader {
  if (!fastPath) return readPublic;
  let inside: symbol | undefined;
  let works: boolean | undefined;
  return (request, name) => {
    if (works === false) return readPublic(request, name);
    if (works === undefined) {
      inside = findInside(request);
      works = inside && agrees(request, inside);
    }
    const inner = innerOf(request, inside);
    return works === true && typeof inner?.header === "function"
      ? inner.header(name)
      : readPublic(request, name);
  };
}

/** @returns `undefined` of a request that the application made, or that came another way. */
function findInside(request: ServerRequest): symbol | undefined {
  return Object.getOwnPropertySymbols(request).find((symbol) =>
    symbol.description === "request" && typeof innerOf(request, symbol)?.header === "function"
  );
}

function innerOf(request: ServerRequest, inside: symbol | undefined): InnerRequest | undefined {
  return inside && (request as unknown as Record<symbol, InnerRequest | undefined>)[inside];
}

function agrees(request: ServerRequest, inside: symbol): boolean {
  try {
    const inner = innerOf(request, inside);
    return TESTED.every((name) => inner?.header?.(name) === readPublic(request, name));
  } catch {
    return false;
  }
}
