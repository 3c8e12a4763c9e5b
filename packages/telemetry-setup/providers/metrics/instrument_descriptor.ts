import type { MetricAdvice, MetricOptions } from "@opentelemetry/api";
import type { InstrumentType, MetricDescriptor } from "@opentelemetry/sdk-metrics";

/** What an instrument says of itself, and a metric with it, in the form of npm's SDK. */
export interface InstrumentDescriptor extends MetricDescriptor {
  readonly type: InstrumentType;
  readonly advice: MetricAdvice;
}

/** What an instrument is asked for with. */
export interface InstrumentRequest {
  readonly type: InstrumentType;
  readonly options: MetricOptions | undefined;
}
