import { parseHeaders } from "../../../packages/telemetry-setup/config/parse/parse_headers.ts";

/** The variable that names headers for whoever exports over OTLP. */
const HEADERS_VARIABLE = "OTEL_EXPORTER_OTLP_HEADERS";
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\x20-\x7e]*$/;

/**
 * The headers of what is sent on: those of the options, each `name=value` as it is meant, over those of
 * `OTEL_EXPORTER_OTLP_HEADERS`. Names are in lower case. Messages hold nothing of what was given: it may
 * be a secret.
 *
 * @throws {TypeError} If one of them is none.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables}
 *
 * @example
 * ```ts
 * import { readForwardHeaders } from "./read_forward_headers.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * const readEnv = () => "x-team=blue,Authorization=Basic%20YTpi";
 * deepEqual(readForwardHeaders(["authorization=Bearer abc"], readEnv), {
 *   "x-team": "blue",
 *   authorization: "Bearer abc",
 * });
 * ```
 */
export function readForwardHeaders(
  options: readonly string[],
  readEnv: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  const variable = readEnv(HEADERS_VARIABLE);
  if (variable) {
    const { value = [], expected } = parseHeaders(variable);
    if (expected !== undefined) {
      throw new TypeError(`Cannot use ${HEADERS_VARIABLE}: it is not ${expected}`);
    }
    for (const { name, value: text } of value) headers.set(name.toLowerCase(), text);
  }
  for (const option of options) {
    const separator = option.indexOf("=");
    const [name, value] = [option.slice(0, Math.max(separator, 0)), option.slice(separator + 1)];
    if (!NAME.test(name) || !VALUE.test(value)) {
      throw new TypeError("Cannot use --forward-header: it is not name=value, in printable ASCII");
    }
    headers.set(name.toLowerCase(), value.trim());
  }
  return Object.fromEntries(headers);
}
