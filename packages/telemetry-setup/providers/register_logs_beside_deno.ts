import type { LoggerProvider } from "@opentelemetry/api";
import { logs as apiLogs } from "@opentelemetry/api-logs";

type ApiLogsProvider = Parameters<typeof apiLogs.setGlobalLoggerProvider>[0];

/** Where the API keeps what is registered. */
const API = Symbol.for("opentelemetry.js.api.1");

/**
 * Registers a logger provider where Deno's own OpenTelemetry has registered everything else. The
 * API's own function refuses that, because Deno claims another version of the API; what it would do
 * is done here: Deno has no logger provider that this would replace.
 *
 * @param global Where the API keeps what is registered.
 * @returns Takes the registration back.
 */
export function registerLogsBesideDeno(
  loggerProvider: LoggerProvider,
  global: object = globalThis,
): () => void {
  const api = (global as { [API]?: { logs?: unknown } })[API];
  const registered = api !== undefined && api.logs === undefined;
  if (registered) api.logs = loggerProvider;
  const sameForApiLogs = loggerProvider as ApiLogsProvider;
  const inUse = apiLogs.setGlobalLoggerProvider(sameForApiLogs);
  return () => {
    if (registered && api.logs === loggerProvider) delete api.logs;
    if (inUse === sameForApiLogs) apiLogs.disable();
  };
}
