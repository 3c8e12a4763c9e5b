import { SpanStatusCode } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { describeClientError } from "../http/client/describe_client_error.ts";
import { recordException } from "../http/record_exception.ts";
import { createQueryRedactor } from "../http/redact_query.ts";
import { createTextRedactor } from "../http/redact_text.ts";
import { createUrlRedactor } from "../http/redact_url.ts";
import type { Instrumentation } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { type ChannelCall, createChannelCalls } from "./channel_calls.ts";
import { channelNames } from "./channel_names.ts";
import { createMessageReader } from "./message_reader.ts";
import { observePlainChannel } from "./observe_plain_channel.ts";
import { observeTracingChannel } from "./observe_tracing_channel.ts";

/**
 * Records what libraries publish on the channels of `node:diagnostics_channel` that the user named: of
 * tracing channels a span for each call, of others an event for each message. Where none is named, not
 * even the module is loaded.
 *
 * @see {@link https://nodejs.org/api/diagnostics_channel.html}
 */
export function createDiagnosticsChannelInstrumentation(): Instrumentation {
  return {
    name: "diagnostics-channel",
    enable({ tracerProvider, loggerProvider }, { otel_deno, sensitive_query_parameters }) {
      const enabled = new DisposableStack();
      const names = channelNames(otel_deno.diagnostics_channels);
      if (names.length === 0) return enabled;
      const module = process.getBuiltinModule("node:diagnostics_channel");
      const scope = instrumentationScope("diagnostics-channel");
      const logger = loggerProvider.getLogger(scope, SCOPE_VERSION);
      const tracer = tracerProvider.getTracer(scope, SCOPE_VERSION);
      const redact = createTextRedactor(
        createUrlRedactor(createQueryRedactor(sensitive_query_parameters)),
      );
      const reader = createMessageReader(otel_deno.diagnostics_channel_fields, redact);
      const { exception_signal_opt_in: exceptions } = otel_deno;
      const settings = {
        exceptionsAsEvents: exceptions !== "logs",
        exceptionsAsLogs: exceptions !== null,
      };
      const calls = enabled.use(createChannelCalls());

      function recordError({ span, context }: ChannelCall, error: unknown): void {
        const { errorType, message, thrown } = describeClientError(error, redact);
        span.setAttribute(ATTR_ERROR_TYPE, errorType);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        recordException(span, thrown, { side: "other", context, logger, settings });
      }

      for (const name of names) {
        enabled.use(observeTracingChannel(module, name, { tracer, reader, calls, recordError }));
        enabled.use(observePlainChannel(module, name, { logger, reader }));
      }
      return enabled;
    },
  };
}
