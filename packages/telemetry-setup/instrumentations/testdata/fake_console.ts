import { format } from "node:util";
import { createConsoleInstrumentation } from "../console.ts";
import { DEFAULT_CONFIG } from "./instrumentation_config.ts";
import type { recordTelemetry } from "./record_telemetry.ts";

/** A console that prints into an array what Deno's would print, by method. */
export function fakeConsole() {
  const originals = { ...console };
  const printed: [method: string, text: string][] = [];
  const methods = ["debug", "log", "info", "warn", "error", "table", "count", "dir"] as const;
  const fakes = Object.fromEntries(
    methods.map((method) =>
      [method, (...data: unknown[]) => void printed.push([method, format(...data)])] as const
    ),
  );
  Object.assign(console, fakes);
  return {
    printed,
    fakes,
    [Symbol.dispose]() {
      Object.assign(console, originals);
    },
  };
}

/** Begins to record what is printed. */
export const enableConsole = (
  telemetry: ReturnType<typeof recordTelemetry>,
  outputToStderr = false,
) => createConsoleInstrumentation({ outputToStderr }).enable(telemetry, DEFAULT_CONFIG);
