/** What Deno registers its own OpenTelemetry as: it is newer than any that asks. */
const DENO_VERSION = "1.999.999";

/**
 * Whether Deno's own OpenTelemetry is on in this process (OTEL_DENO=true): then it has registered
 * with the API before anybody else could, and makes spans and metrics of its own whatever is done.
 *
 * @param global Where the API keeps what is registered.
 */
export function denoTelemetryIsOn(global: object = globalThis): boolean {
  const api = (global as Record<symbol, { readonly version?: unknown } | undefined>)[
    Symbol.for("opentelemetry.js.api.1")
  ];
  return api?.version === DENO_VERSION;
}
