/** Finds out what telemetry needs to be permitted; asked only for what is not permitted whole. */
export interface TelemetryNeeds {
  /** Variables, `*` at the end of a name allowed. */
  readonly env: () => readonly string[];
  /** `host:port` of whatever is connected to, or listened at. */
  readonly net: () => readonly string[];
  /** Files and folders. */
  readonly read: () => readonly string[];
  /** Files. */
  readonly write: () => readonly string[];
  readonly sys: () => readonly string[];
}

type Kind = keyof TelemetryNeeds;

const SHORT: Readonly<Record<string, Kind>> = {
  E: "env",
  N: "net",
  R: "read",
  S: "sys",
  W: "write",
};
const KINDS: readonly Kind[] = ["env", "net", "read", "write", "sys"];

/** Permission flags that telemetry adds, or why it cannot. */
export interface TelemetryFlags {
  readonly flags: readonly string[];
  /** One line, where permissions have to be added by hand. */
  readonly warning?: string;
}

/**
 * Makes the permission flags that telemetry adds to those of the application: nothing to what is
 * permitted whole already, as a list behind it would narrow it.
 *
 * @param given Deno's options on the application's command line.
 *
 * @example Usage
 * ```ts
 * import { telemetryFlags } from "./telemetry_flags.ts";
 * import assert from "node:assert/strict";
 *
 * const needs = {
 *   env: () => ["OTEL_*"],
 *   net: () => ["localhost:4318"],
 *   read: () => [],
 *   write: () => [],
 *   sys: () => ["hostname"],
 * };
 * assert.deepEqual(telemetryFlags(["-E", "--allow-net=:8080"], needs).flags, [
 *   "--allow-net=localhost:4318",
 *   "--allow-sys=hostname",
 * ]);
 * assert.deepEqual(telemetryFlags(["-A"], needs).flags, []);
 * ```
 */
export function telemetryFlags(given: readonly string[], needs: TelemetryNeeds): TelemetryFlags {
  const whole = new Set<Kind>();
  let permissionSet: string | undefined;
  for (const flag of given) {
    if (flag === "--allow-all") return { flags: [] };
    if (/^(-P|--permission-set)/.test(flag)) permissionSet = flag;
    const long = /^--allow-(env|net|read|write|sys)$/.exec(flag)?.[1];
    if (long !== undefined) whole.add(long as Kind);
    const short = /^-([A-Za-z]+)$/.exec(flag)?.[1] ?? "";
    if (short.includes("A")) return { flags: [] };
    if (short.includes("P")) permissionSet = flag;
    for (const letter of short) if (letter in SHORT) whole.add(SHORT[letter]!);
  }
  const flags = KINDS
    .filter((kind) => !whole.has(kind))
    .map((kind) => ({ kind, values: needs[kind]() }))
    .filter(({ values }) => values.length > 0)
    .map(({ kind, values }) => `--allow-${kind}=${values.map(escapeComma).join(",")}`);
  if (permissionSet === undefined || flags.length === 0) return { flags };
  return {
    flags: [],
    // A flag of the command line takes the place of what the set permits of its kind.
    warning: `Cannot add permissions to ${permissionSet}: telemetry needs ${flags.join(" ")}`,
  };
}

function escapeComma(value: string): string {
  return value.replaceAll(",", ",,");
}
