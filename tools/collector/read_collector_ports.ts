import type { ReadEnv } from "./collector_cache.ts";

/** The three ports a scenario's Collector listens on. */
export interface CollectorPorts {
  /** OTLP over gRPC. */
  readonly grpc: number;
  /** OTLP over HTTP. */
  readonly http: number;
  /** Health check. */
  readonly health: number;
}

/** The variables that the scenarios' configurations read, with the defaults they have there. */
const VARIABLES = {
  grpc: ["OTLP_GRPC_PORT", 4317],
  http: ["OTLP_HTTP_PORT", 4318],
  health: ["HEALTH_CHECK_PORT", 13133],
} as const;

/**
 * Reads the ports that the Collector will listen on.
 *
 * @throws {RangeError} A variable's value is no port
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readCollectorPorts } from "./read_collector_ports.ts";
 *
 * const env: Record<string, string> = { OTLP_HTTP_PORT: "5318" };
 * assert.deepEqual(
 *   readCollectorPorts((name) => env[name]),
 *   { grpc: 4317, http: 5318, health: 13133 },
 * );
 * ```
 */
export function readCollectorPorts(readEnv: ReadEnv): CollectorPorts {
  const read = ([name, byDefault]: readonly [string, number]): number => {
    const text = readEnv(name);
    if (!text) return byDefault;
    const port = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(port >= 1 && port <= 65_535)) {
      throw new RangeError(
        `Cannot use ${name}: ${JSON.stringify(text)} is not a port from 1 to 65535`,
      );
    }
    return port;
  };
  return {
    grpc: read(VARIABLES.grpc),
    http: read(VARIABLES.http),
    health: read(VARIABLES.health),
  };
}
