import { diag } from "@opentelemetry/api";

const GLOBAL = Symbol.for("opentelemetry.js.api.1");

/**
 * Finds out as which version our copy of the API registers: the API tells it to nobody but its other
 * copies, by the global that they share.
 *
 * @example Usage
 * ```ts
 * import { registeredApiVersion } from "./registered_api_version.ts";
 * import assert from "node:assert/strict";
 *
 * assert.match(registeredApiVersion(), /^1\.\d+\.\d+$/);
 * ```
 */
export function registeredApiVersion(): string {
  const ignore = () => {};
  const logger = { error: ignore, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { suppressOverrideMessage: true });
  const shared = (globalThis as { [GLOBAL]?: { readonly version: string } })[GLOBAL];
  diag.disable();
  if (shared === undefined) throw new Error("Cannot find what the API has registered");
  return shared.version;
}
