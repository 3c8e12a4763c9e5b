import type { TailContext } from "./tail_context.ts";
import type { TailOptions } from "./tail_options.ts";
import { createTextStyle } from "./text_style.ts";
import { ViewerClient } from "./viewer_client.ts";

const ERROR_SEVERITY = 17;

/** What the options mean for each signal. */
export function createTailContext(
  options: TailOptions,
  { token, signal, colors, write }: {
    readonly token?: string | undefined;
    readonly signal: AbortSignal;
    readonly colors: boolean;
    readonly write: (line: string) => void;
  },
): TailContext {
  const { service, text, attributes, errors, minDurationMillis, json } = options;
  const common = new URLSearchParams(attributes.map((attribute) => ["attribute", attribute]));
  if (service !== undefined) common.set("service", service);
  if (text !== undefined) common.set("text", text);
  const traceFilter = new URLSearchParams(common);
  if (errors) traceFilter.set("status", "error");
  if (minDurationMillis !== undefined) {
    traceFilter.set("minDurationNano", String(Math.round(minDurationMillis * 1e6)));
  }
  const logFilter = new URLSearchParams(common);
  const minSeverity = options.minSeverity ?? (errors ? ERROR_SEVERITY : undefined);
  if (minSeverity !== undefined) logFilter.set("minSeverity", String(minSeverity));
  return {
    client: new ViewerClient(options.url, { token, signal }),
    json,
    style: createTextStyle(colors && !json),
    traceFilter,
    logFilter,
    isMetricShown: (metric) =>
      (service === undefined || metric.service === service) &&
      (text === undefined || metric.name.includes(text)),
    write,
  };
}
