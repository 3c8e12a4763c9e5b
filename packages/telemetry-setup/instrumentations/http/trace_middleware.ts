// Hot path: what is returned runs once a request, where spans of middleware are asked for.
import {
  context as contextApi,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { ATTR_CODE_FUNCTION_NAME, ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { activeServerRequest } from "./active_server_request.ts";
import { describeThrown } from "./describe_thrown.ts";

/** A middleware of Hono's. */
export type Middleware = (context: never, next: never) => unknown;

/**
 * Makes each run of a middleware a span, which also lasts while what comes after it answers. Its
 * name is that of the function. Without a request that is recorded there is none.
 */
export function traceMiddleware<M extends Middleware>(middleware: M, tracer: Tracer): M {
  const name = middleware.name === "" ? "anonymous" : middleware.name;
  const options = { attributes: { [ATTR_CODE_FUNCTION_NAME]: name } };
  const traced: Middleware = (context, next) => {
    if (activeServerRequest() === undefined) return middleware(context, next);
    const span = tracer.startSpan(`middleware ${name}`, options);
    try {
      const result = contextApi.with(
        trace.setSpan(contextApi.active(), span),
        () => middleware(context, next),
      );
      if (!(result instanceof Promise)) {
        span.end();
        return result;
      }
      result.then(() => span.end(), (error) => endWithError(span, error));
      return result;
    } catch (error) {
      endWithError(span, error);
      throw error;
    }
  };
  return traced as M;
}

/** The exception itself is told on the request's span. */
function endWithError(span: Span, error: unknown): void {
  const { type = "_OTHER", message } = describeThrown(error);
  span.setAttribute(ATTR_ERROR_TYPE, type).setStatus({ code: SpanStatusCode.ERROR, message });
  span.end();
}
