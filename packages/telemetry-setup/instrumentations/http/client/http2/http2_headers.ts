// Hot path: runs once a request of node:http2.
import type { TextMapSetter } from "@opentelemetry/api";
import type { Http2Headers } from "./adopt_sessions.ts";

/** The value of a header or pseudo header, such as `:path`. */
export function headerOf(headers: Http2Headers, name: string): string | undefined {
  for (const [key, value] of pairsOf(headers)) {
    if (key.toLowerCase() === name && value !== undefined) return String(value);
  }
  return undefined;
}

/** Those that are no pseudo headers. */
export function toHeaders(headers: Http2Headers): Headers {
  const all = new Headers();
  for (const [name, value] of pairsOf(headers)) {
    if (name.startsWith(":")) continue;
    for (const one of [value ?? []].flat()) all.append(name, String(one));
  }
  return all;
}

/** A copy that may be changed: the application can use its own more than once. */
export function copyHeaders(headers: Http2Headers): Http2Headers {
  // With the symbol that names those which must not be compressed.
  return Array.isArray(headers) ? [...headers] : { ...headers };
}

/** Writes into what {@linkcode copyHeaders} returned. */
export const HTTP2_SETTER: TextMapSetter<Http2Headers> = {
  set(headers, name, value) {
    if (Array.isArray(headers)) {
      for (let i = headers.length - 2; i >= 0; i -= 2) {
        if (String(headers[i]).toLowerCase() === name) headers.splice(i, 2);
      }
      headers.push(name, value);
      return;
    }
    const changed = headers as Record<string, unknown>;
    for (const key of Object.keys(changed)) if (key.toLowerCase() === name) delete changed[key];
    changed[name] = value;
  },
};

function* pairsOf(headers: Http2Headers): Generator<[string, unknown]> {
  if (!Array.isArray(headers)) return yield* Object.entries(headers);
  for (let i = 0; i + 1 < headers.length; i += 2) yield [String(headers[i]), headers[i + 1]];
}
