// Hot path: find() runs once a request.
import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_URL_SCHEME,
} from "@opentelemetry/semantic-conventions";

/** What requests have in common that are measured together. */
export interface MeasuredKind {
  /** A known method, or `_OTHER`. */
  readonly method: string;
  readonly scheme: string;
  /** Such as `1.1`. */
  readonly protocolVersion: string | undefined;
  readonly route: string | undefined;
  readonly status: number | undefined;
  readonly errorType: string | undefined;
}

/** What is made of it once. */
export interface MeasuredRequests extends MeasuredKind {
  /** Of the span: the method, and the route where there is one. */
  readonly name: string;
  /** Of `http.server.request.duration`; frozen, so that a meter may know them by the object. */
  readonly attributes: Readonly<Attributes>;
}

/** Beyond this, what is seldom is made anew each time: an application may make up routes. */
const MAX_ROUTES = 1000;
const MAX_KINDS_A_ROUTE = 64;

/**
 * Creates what finds the attributes that a request is measured with: the same object for requests
 * that are alike.
 *
 * @example
 * ```ts
 * import { createMeasuredRequests } from "./measured_requests.ts";
 * import assert from "node:assert/strict";
 *
 * const find = createMeasuredRequests();
 * const kind = {
 *   method: "GET",
 *   scheme: "http",
 *   protocolVersion: undefined,
 *   route: "/rolldice",
 *   status: 200,
 *   errorType: undefined,
 * };
 * assert.equal(find(kind).name, "GET /rolldice");
 * assert.equal(find({ ...kind }), find(kind));
 * assert.notEqual(find({ ...kind, status: 404 }), find(kind));
 * ```
 */
export function createMeasuredRequests(): (kind: MeasuredKind) => MeasuredRequests {
  const byRoute = new Map<string | undefined, MeasuredRequests[]>();
  let last: MeasuredRequests | undefined;
  return (kind) => {
    if (last !== undefined && isSame(last, kind)) return last;
    const kinds = byRoute.get(kind.route);
    for (const one of kinds ?? []) if (isSame(one, kind)) return last = one;
    const made = make(kind);
    if (kinds === undefined) {
      if (byRoute.size < MAX_ROUTES) byRoute.set(kind.route, [made]);
    } else if (kinds.length < MAX_KINDS_A_ROUTE) kinds.push(made);
    return made;
  };
}

function isSame(one: MeasuredKind, other: MeasuredKind): boolean {
  return one.status === other.status && one.route === other.route &&
    one.method === other.method && one.scheme === other.scheme &&
    one.errorType === other.errorType && one.protocolVersion === other.protocolVersion;
}

function make(kind: MeasuredKind): MeasuredRequests {
  const { method, scheme, protocolVersion, route, status, errorType } = kind;
  const spanMethod = method === "_OTHER" ? "HTTP" : method;
  return {
    method,
    scheme,
    protocolVersion,
    route,
    status,
    errorType,
    name: route === undefined ? spanMethod : `${spanMethod} ${route}`,
    attributes: Object.freeze(attributesOf(kind)),
  };
}

function attributesOf(
  { method, scheme, protocolVersion, route, status, errorType }: MeasuredKind,
): Attributes {
  return {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_SCHEME]: scheme,
    ...protocolVersion !== undefined && { [ATTR_NETWORK_PROTOCOL_VERSION]: protocolVersion },
    ...route !== undefined && { [ATTR_HTTP_ROUTE]: route },
    ...status !== undefined && { [ATTR_HTTP_RESPONSE_STATUS_CODE]: status },
    ...errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType },
  };
}
