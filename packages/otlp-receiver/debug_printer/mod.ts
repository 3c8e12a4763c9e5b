/**
 * What came in, as text for people: in the layout of the Collector's debug exporter, 0.158.
 *
 * @example Everything that comes in, on standard error
 * ```ts
 * import { startReceiver } from "@otel-deno/otlp-receiver";
 * import { formatDebug } from "@otel-deno/otlp-receiver/debug";
 * import { match } from "node:assert/strict";
 *
 * await using receiver = await startReceiver({
 *   port: 0,
 *   onExport: (exported) => console.error(formatDebug(exported, { verbosity: "detailed" })),
 * });
 * match(receiver.endpoint, /^http:/);
 * ```
 *
 * @module
 */

export {
  type DebugOptions,
  type DebugRecords,
  type DebugVerbosity,
  formatDebug,
} from "./format_debug.ts";
