import type { OtelDenoModel } from "../../../config/otel_deno_model.ts";
import { configWith } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { createDiagnosticsChannelInstrumentation } from "../diagnostics_channel.ts";

/** Observes the channel `dice`. */
export function observeDice(own: Partial<OtelDenoModel> = {}) {
  const undo = new DisposableStack();
  const telemetry = undo.use(recordTelemetry());
  const config = configWith({ diagnostics_channels: ["dice"], ...own });
  const enabled = undo.use(createDiagnosticsChannelInstrumentation().enable(telemetry, config));
  return {
    ...telemetry,
    enabled,
    /** Runs in a span named `caller`. */
    inSpan<T>(act: () => T): T {
      return telemetry.tracerProvider.getTracer("test").startActiveSpan("caller", (span) => {
        try {
          return act();
        } finally {
          span.end();
        }
      });
    },
    child: (name: string) => telemetry.tracerProvider.getTracer("test").startSpan(name).end(),
    /** `parent > name` of each span, in the order in which they ended. */
    takeTree(): readonly string[] {
      const spans = telemetry.takeSpans();
      const nameOf = (id: string | undefined) =>
        spans.find((span) => span.spanContext().spanId === id)?.name ?? "-";
      return spans.map(({ name, parentSpanContext }) =>
        `${nameOf(parentSpanContext?.spanId)} > ${name}`
      );
    },
    [Symbol.dispose]: () => undo.dispose(),
  };
}
