// Hot path: read once or twice a request.
import { context, createContextKey, type Span } from "@opentelemetry/api";
import type { ServerRequest } from "./describe_request.ts";

/** What is known of the HTTP request that the current code serves. */
export interface ActiveServerRequest {
  readonly request: ServerRequest;
  readonly span: Span;
  /** The route template that matched, such as `/users/:id`; never a path with values in it. */
  route: string | undefined;
  /** Who may change the route: what the framework serves the request with. */
  routeOwner: unknown;
  /** What the application threw, if the framework made a response of it. */
  error: unknown;
}

/** Where the context carries it. */
export const ACTIVE_SERVER_REQUEST: symbol = createContextKey("otel-deno HTTP server request");

/** The request that the current code serves, if it is instrumented. */
export function activeServerRequest(): ActiveServerRequest | undefined {
  return context.active().getValue(ACTIVE_SERVER_REQUEST) as ActiveServerRequest | undefined;
}
