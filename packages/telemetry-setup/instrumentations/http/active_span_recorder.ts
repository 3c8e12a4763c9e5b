// Hot path: everything here runs once a request.
import { type Attributes, context, diag, trace } from "@opentelemetry/api";
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
} from "@opentelemetry/semantic-conventions";
import type { InstrumentationConfig, InstrumentationProviders } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { ACTIVE_SERVER_REQUEST, type ActiveServerRequest } from "./active_server_request.ts";
import { describeRequest } from "./describe_request.ts";
import { createHttpServerSettings } from "./http_server_settings.ts";
import { createHeaderReader } from "./inner/header_reader.ts";
import { recordOutcome } from "./record_outcome.ts";
import type { HasHeaders } from "./server/recording.ts";
import type { ServerRequestRecorder } from "./server_request_recorder.ts";

/** What Deno records itself. It keeps a second value of a key beside the first one. */
const ALREADY_THERE = [
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
];

/**
 * Creates what adds to the SERVER spans that Deno's own OpenTelemetry makes: route, name, who asks
 * whom, captured headers, exceptions. It makes no span and no metric, and changes nothing that is
 * there: URLs stay as Deno records them.
 */
export function createActiveSpanRecorder(
  { loggerProvider }: Pick<InstrumentationProviders, "loggerProvider">,
  config: InstrumentationConfig,
): ServerRequestRecorder {
  const settings = createHttpServerSettings(config);
  const readHeader = createHeaderReader(settings);
  const logger = loggerProvider.getLogger(instrumentationScope("http-server"), SCOPE_VERSION);
  return {
    // Deno records it all the same.
    excludes: () => false,
    start(request, { peer }) {
      const span = trace.getActiveSpan();
      if (span === undefined || settings.excludedUrls?.test(request.url)) return undefined;
      const active: ActiveServerRequest = {
        request,
        span,
        route: undefined,
        routeOwner: undefined,
        error: undefined,
      };
      const requestContext = context.active().setValue(ACTIVE_SERVER_REQUEST, active);

      let responded = false;
      function respond(status: number, response?: HasHeaders): void {
        const { method, attributes } = describeRequest(request, peer, { settings, readHeader });
        for (const name of ALREADY_THERE) delete attributes[name];
        const added: Attributes = attributes;
        if (response !== undefined && settings.captureResponseHeaders !== undefined) {
          settings.captureResponseHeaders(response.headers, added);
        }
        if (active.route !== undefined) {
          added[ATTR_HTTP_ROUTE] = active.route;
          active.span.updateName(`${method === "_OTHER" ? "HTTP" : method} ${active.route}`);
        }
        active.span.setAttributes(added);
        recordOutcome(active, status, { context: requestContext, logger, settings });
      }

      return {
        context: requestContext,
        active,
        // Deno ends its span with the response: after that nothing can be added.
        respond(status, response) {
          if (responded) return;
          responded = true;
          try {
            respond(status, response);
          } catch (error) {
            diag.warn("Cannot add to what Deno records of an HTTP request", error);
          }
        },
        end() {},
      };
    },
  };
}
