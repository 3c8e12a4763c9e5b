import type { RouteConfig } from "../delivery.ts";
import { describeDestination } from "../describe_destination.ts";
import type { OnOutcome } from "../route.ts";
import type { DeliveryMessage } from "../worker/delivery_message.ts";

type Open = Extract<DeliveryMessage, { kind: "open" }>;

/** One signal on its way to one destination, as the thread that hands over has it. */
export interface ClientRoute {
  /** What opens it at the side that delivers. */
  readonly open: Open;
  readonly destination: string;
  readonly onOutcome: OnOutcome;
  /** Handed over and not released. */
  waitingItems: number;
  /** Whether something was handed over. */
  used: boolean;
  closed: boolean;
}

/** The routes of a thread, by their numbers. */
export interface ClientRoutes {
  /** One more. */
  add(config: RouteConfig, onOutcome: OnOutcome): ClientRoute;
  at(route: number): ClientRoute | undefined;
  /** What opens those that are not closed, in their order. */
  readonly openings: readonly Open[];
  /** How many destinations those have that are not closed. */
  readonly destinationCount: number;
}

/**
 * Numbers routes, and keeps them: what is heard of one may come late.
 *
 * @example
 * ```ts
 * import { createClientRoutes } from "./client_routes.ts";
 * import assert from "node:assert/strict";
 *
 * const routes = createClientRoutes();
 * const transport = { protocol: "http/protobuf", endpoint: "http://localhost:4318/v1/logs" };
 * const config = { signal: "logs", transport } as Parameters<typeof routes.add>[0];
 * const route = routes.add(config, () => {});
 * assert.deepEqual([route.open.route, routes.destinationCount], [0, 1]);
 * route.closed = true;
 * assert.deepEqual([routes.at(0), routes.openings], [route, []]);
 * ```
 */
export function createClientRoutes(): ClientRoutes {
  const routes: ClientRoute[] = [];
  const alive = () => routes.filter(({ closed }) => !closed);
  return {
    add(config, onOutcome) {
      const route: ClientRoute = {
        open: { kind: "open", route: routes.length, config },
        destination: describeDestination(config.transport.endpoint),
        onOutcome,
        waitingItems: 0,
        used: false,
        closed: false,
      };
      routes.push(route);
      return route;
    },
    at: (route) => routes[route],
    get openings() {
      return alive().map(({ open }) => open);
    },
    get destinationCount() {
      return new Set(alive().map(({ destination }) => destination)).size;
    },
  };
}
