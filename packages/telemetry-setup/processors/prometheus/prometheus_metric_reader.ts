import { diag } from "@opentelemetry/api";
import {
  MetricReader,
  type MetricReaderOptions,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Encoder } from "../encoder.ts";
import { prefersOpenMetrics } from "./prefers_open_metrics.ts";
import { createPrometheusEncoder, type PrometheusEncoderOptions } from "./prometheus_encoder.ts";
import { type MetricsPage, type MetricsServer, serveMetrics } from "./serve_metrics.ts";

/** Options of {@linkcode PrometheusMetricReader}. */
export interface PrometheusMetricReaderOptions
  extends Omit<PrometheusEncoderOptions, "onDrop" | "openMetrics"> {
  /** @default "localhost" */
  readonly host?: string;
  /** 0 takes a free one. @default 9464 */
  readonly port?: number;
  /** How many combinations of attributes an instrument may have. @default the SDK's, 2000 */
  readonly cardinalitySelector?: NonNullable<MetricReaderOptions["cardinalitySelector"]>;
}

interface TextEncoders {
  readonly text: Encoder<ResourceMetrics>;
  readonly openMetrics: Encoder<ResourceMetrics>;
}

/** How long asynchronous instruments may take to answer, less than a scraper's usual 10 s. */
const COLLECT_TIMEOUT_MS = 8000;

/**
 * Serves the current metrics on `/metrics` for Prometheus to scrape; with exemplars, where it asks
 * for OpenMetrics. Where that is not possible, a
 * warning says why, and the application runs on. A class only because the SDK's readers are one.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/prometheus/}
 */
export class PrometheusMetricReader extends MetricReader {
  readonly #host: string;
  readonly #port: number;
  readonly #encoders: Readonly<Record<"plain" | "utf8", TextEncoders>>;
  #server: Promise<MetricsServer | undefined> = Promise.resolve(undefined);

  constructor(options: PrometheusMetricReaderOptions = {}) {
    const { host = "localhost", port = 9464, cardinalitySelector, translation, ...rest } = options;
    // The SDK's other selectors: cumulative, and each instrument's default aggregation.
    super({
      otelComponentType: "prometheus_http_text_metric_exporter",
      ...(cardinalitySelector === undefined ? {} : { cardinalitySelector }),
    });
    this.#host = host;
    this.#port = port;
    const encoderOptions: PrometheusEncoderOptions = {
      ...rest,
      onDrop: (name, reason) => diag.warn(`Cannot show the metric ${name}: ${reason}`),
    };
    const suffixes = translation?.suffixes ?? true;
    const create = (escape: boolean): TextEncoders => {
      const translation = { escape, suffixes };
      const [text, openMetrics] = [false, true].map((openMetrics) =>
        createPrometheusEncoder({ ...encoderOptions, translation, openMetrics })
      );
      return { text: text!, openMetrics: openMetrics! };
    };
    const plain = create(true);
    this.#encoders = { plain, utf8: translation?.escape === false ? create(false) : plain };
  }

  /** Where the metrics are, once they are there; `undefined` where that was not possible. */
  async url(): Promise<string | undefined> {
    return (await this.#server)?.url;
  }

  protected override onInitialized(): void {
    this.#server = this.#start();
  }

  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override async onShutdown(): Promise<void> {
    await (await this.#server)?.close();
  }

  async #start(): Promise<MetricsServer | undefined> {
    const host = this.#host;
    const address = `${host.includes(":") ? `[${host}]` : host}:${this.#port}`;
    try {
      const { state } = Deno.permissions.querySync({ name: "net", host: address });
      if (state !== "granted") throw new Error(`not permitted; add --allow-net=${address}`);
      return await serveMetrics({
        host,
        port: this.#port,
        render: (accept) => this.#render(accept),
      });
    } catch (error) {
      diag.warn(`Cannot serve metrics at http://${address}/metrics: ${describe(error)}`);
      return undefined;
    }
  }

  async #render(accept: string): Promise<MetricsPage> {
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: COLLECT_TIMEOUT_MS });
    for (const error of errors) diag.warn("Cannot observe an asynchronous instrument:", error);
    // Names beyond the plain ones are for scrapers that ask for them.
    const encoders = this.#encoders[/escaping=allow-utf-8/.test(accept) ? "utf8" : "plain"];
    const encoder = encoders[prefersOpenMetrics(accept) ? "openMetrics" : "text"];
    return {
      contentType: encoder.contentType,
      body: encoder.encode([resourceMetrics]) ?? new Uint8Array(),
    };
  }
}

function describe(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (code === "EADDRINUSE") return "the address is in use";
  return message ?? String(error);
}
