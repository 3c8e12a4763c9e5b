import type { RouteFigures } from "./services.ts";
import type { UnixNano } from "./values.ts";

/** One start of one command: `otel_deno.run.id`, else `service.instance.id`. */
export interface Run {
  readonly id: string;
  /** Given by the user; absent until then. */
  readonly name?: string;
  /** A pinned run is the last to be dropped when the store is full. */
  readonly pinned: boolean;
  readonly services: readonly string[];
  readonly firstUnixNano: UnixNano;
  readonly lastUnixNano: UnixNano;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly logCount: number;
  readonly pointCount: number;
}

/** Two runs, route by route. A side is absent where it does not have the route. */
export interface RunComparison {
  readonly before: Run;
  readonly after: Run;
  readonly routes: readonly {
    readonly service: string;
    readonly route: string;
    readonly before?: RouteFigures;
    readonly after?: RouteFigures;
  }[];
}
