import type { TextStyle } from "./text_style.ts";
import type { ViewerClient } from "./viewer_client.ts";

/** What all that is shown has in common. */
export interface TailContext {
  readonly client: ViewerClient;
  readonly json: boolean;
  readonly style: TextStyle;
  /** Parameters of `/api/traces`. */
  readonly traceFilter: URLSearchParams;
  /** Parameters of `/api/logs`. */
  readonly logFilter: URLSearchParams;
  /** Whether a metric is shown. */
  readonly isMetricShown: (metric: { readonly name: string; readonly service: string }) => boolean;
  /** Writes a line. */
  readonly write: (line: string) => void;
}
