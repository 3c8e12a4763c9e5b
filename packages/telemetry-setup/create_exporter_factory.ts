import { diag } from "@opentelemetry/api";
import type {
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
} from "@opentelemetry/configuration";
import { findComponent } from "./config/find_component.ts";
import { mergeHeaders } from "./config/merge_headers.ts";
import manifest from "./deno.json" with { type: "json" };
import type { DeliveryReport } from "./diagnostics/delivery_report.ts";
import { type NamedExporter, toExporterType } from "./diagnostics/self_metrics/to_exporter_type.ts";
import type { SelfMetrics } from "./diagnostics/self_metrics/self_metrics.ts";
import type { Encoder } from "./processors/encoder.ts";
import { createLineEncoder } from "./processors/line_encoder.ts";
import { createRecordExporter, type RecordExporter } from "./processors/record_exporter.ts";
import { createConsoleTransport } from "./transports/console_transport.ts";
import type { Delivery } from "./transports/delivery.ts";
import { createDirectRoute } from "./transports/direct_route.ts";
import { createFileTransport } from "./transports/file_transport.ts";
import { orNoLimit } from "./transports/or_no_limit.ts";
import type { OnOutcome, Route } from "./transports/route.ts";
import { createTlsReader } from "./transports/tls_reader.ts";
import {
  type NetworkExporter,
  toTransportConfig,
  type ZipkinExporterModel,
} from "./transports/to_transport_config.ts";
import type { Signal, Transport } from "./transports/transport.ts";

/** The exporters that push, of all signals. */
export interface ExporterModel {
  readonly otlp_http?: OtlpHttpExporterConfigModel;
  readonly otlp_grpc?: OtlpGrpcExporterConfigModel;
  readonly "otlp_file/development"?: { readonly output_stream?: string | null } | null;
  readonly console?: object | null;
  readonly zipkin?: ZipkinExporterModel | null;
}

/** How the records of a signal are exported. */
export interface ExporterOptions<T> {
  readonly encoders: {
    readonly console: () => Encoder<T>;
    readonly otlp: (encoding: "protobuf" | "json") => Encoder<T>;
    readonly zipkin?: () => Encoder<T>;
  };
  /** How long one attempt may take, in milliseconds, where the exporter itself allows more. */
  readonly timeoutMillis: number;
  /** Records that are sent together at most. */
  readonly maxItems: number;
  /** What the exporter is called in messages. */
  readonly kind: string;
  /** How many items a record holds. @default 1 */
  readonly countItems?: (record: T) => number;
  /** Divides a record that is too large. @default none can be divided */
  readonly split?: (record: T) => readonly [T, T] | undefined;
}

/** Makes exporters of what the configuration says of them. */
export interface ExporterFactory {
  /** Whether an exporter writes there, so that nothing else should. */
  readonly usesStandardOutput: boolean;
  /** @throws {TypeError} If the configuration names a component that is not known. */
  create<T>(signal: Signal, model: ExporterModel, options: ExporterOptions<T>): RecordExporter<T>;
}

/** What all exporters have in common. */
export interface ExporterParts {
  /** Where transports to the network run; asked for only where there is one. */
  readonly delivery: () => Delivery;
  readonly report: DeliveryReport;
  /** @default nobody counts */
  readonly selfMetrics?: SelfMetrics | undefined;
}

const [DISTRIBUTION, RUNTIME] = [`otel-deno/${manifest.version}`, `Deno/${Deno.version.deno}`];
const USER_AGENT = `${DISTRIBUTION} ${RUNTIME}`;
/** As the specification asks of exporters for OTLP: distribution first, then the exporter. */
const OTLP_USER_AGENT =
  `${DISTRIBUTION} OTel-OTLP-Exporter-JavaScript/${manifest.version} ${RUNTIME}`;

/** Makes what joins an encoder with a route, for each exporter of the configuration. */
export function createExporterFactory(
  { delivery, report, selfMetrics }: ExporterParts,
): ExporterFactory {
  const readTls = createTlsReader((message) => diag.warn(message));
  let usesStandardOutput = false;

  function create<T>(
    signal: Signal,
    model: ExporterModel,
    { encoders, kind, timeoutMillis, maxItems, countItems, split }: ExporterOptions<T>,
  ): RecordExporter<T> {
    const exporter = findComponent(model, [
      "otlp_http",
      "otlp_grpc",
      "otlp_file/development",
      "console",
      ...encoders.zipkin === undefined ? [] : ["zipkin"] as const,
    ], kind);
    const join = (encoder: Encoder<T>, openRoute: (onOutcome: OnOutcome) => Route) =>
      createRecordExporter({
        encoder,
        openRoute,
        report,
        openMetrics: ({ destination }) =>
          selfMetrics?.exporter(signal, {
            type: toExporterType(signal, model as NamedExporter),
            destination,
          }),
        ...(countItems === undefined ? {} : { countItems }),
        ...(split === undefined ? {} : { split }),
      });
    const joinDirectly = (encoder: Encoder<T>, transport: Transport) =>
      join(encoder, (onOutcome) => createDirectRoute(transport, { signal, onOutcome }));
    const joinNetwork = (
      encoder: Encoder<T>,
      network: NetworkExporter,
      client: Pick<Parameters<typeof toTransportConfig>[1], "userAgent" | "headers">,
    ) => {
      const config = toTransportConfig(network, { signal, readTls, ...client });
      const transport = {
        ...config,
        timeoutMillis: Math.min(config.timeoutMillis, orNoLimit(timeoutMillis)),
      };
      return join(
        encoder,
        (onOutcome) => delivery().open({ signal, transport, maxItems }, onOutcome),
      );
    };

    switch (exporter.name) {
      case "console":
        usesStandardOutput = true;
        return joinDirectly(encoders.console(), createConsoleTransport());
      case "otlp_file/development": {
        const transport = openStream(exporter.options.output_stream ?? "stdout");
        return joinDirectly(createLineEncoder(encoders.otlp("json")), transport);
      }
      case "zipkin":
        return joinNetwork(encoders.zipkin!(), exporter, { userAgent: USER_AGENT, headers: {} });
      default: {
        const encoding = exporter.name === "otlp_http" ? exporter.options.encoding : null;
        return joinNetwork(encoders.otlp(encoding ?? "protobuf"), exporter, {
          userAgent: OTLP_USER_AGENT,
          headers: mergeHeaders(exporter.options),
        });
      }
    }
  }

  function openStream(stream: string): Transport {
    if (stream === "stdout") {
      usesStandardOutput = true;
      return createConsoleTransport();
    }
    const file = URL.parse(stream);
    if (file?.protocol === "file:") {
      return createFileTransport(file, { onFailure: (reason) => diag.warn(reason) });
    }
    throw new TypeError(
      `Cannot write telemetry to ${JSON.stringify(stream)}: expected stdout or file:///path`,
    );
  }

  return {
    get usesStandardOutput() {
      return usesStandardOutput;
    },
    create,
  };
}
