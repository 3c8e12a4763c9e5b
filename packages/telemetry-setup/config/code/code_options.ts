import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { OtelDenoModel } from "../otel_deno_model.ts";

/** Any part of a model; lists are whole. */
export type PartOf<T> = T extends readonly unknown[] ? T
  : T extends object ? { readonly [K in keyof T]?: PartOf<T[K]> | undefined }
  : T;

/** Any part of the model of declarative configuration, version 1. Times are milliseconds. */
export interface ConfigOptions {
  /** Nothing is recorded; propagators stay. @default false */
  readonly disabled?: boolean | undefined;
  /** The least severe of our own messages that are printed. @default "info" */
  readonly log_level?: NonNullable<ConfigurationModel["log_level"]> | undefined;
  /** General limits; they hold for spans and log records whose own limit nobody gave. */
  readonly attribute_limits?: PartOf<ConfigurationModel["attribute_limits"]>;
  /** Its `attributes` are joined with those from elsewhere, by name. */
  readonly resource?: PartOf<ConfigurationModel["resource"]>;
  /** Replaces the propagators from elsewhere. */
  readonly propagator?: ConfigurationModel["propagator"];
  /** Sampler, limits and processors of spans. */
  readonly tracer_provider?: PartOf<ConfigurationModel["tracer_provider"]>;
  /** Readers and views of metrics. */
  readonly meter_provider?: PartOf<ConfigurationModel["meter_provider"]>;
  /** Limits and processors of log records. */
  readonly logger_provider?: PartOf<ConfigurationModel["logger_provider"]>;
  /** What instrumentations record. */
  readonly "instrumentation/development"?: PartOf<
    ConfigurationModel["instrumentation/development"]
  >;
  /** Our own settings. */
  readonly distribution?: { readonly otel_deno?: Partial<OtelDenoModel> | undefined } | undefined;
}

/** An attribute's value. */
export type AttributeOption =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | readonly boolean[];

/** What can be asked for in code; it wins over a file and over the environment. */
export interface CodeOptions {
  /**
   * Any part of the model of declarative configuration. It is laid over what the file or the
   * environment asks for: objects key by key; lists, and what names a component, such as `sampler`
   * or `exporter`, as a whole; attributes of the resource by name. `undefined` and `null` are not
   * set.
   *
   * @default nothing
   */
  readonly config?: ConfigOptions | undefined;
  /** `service.name`. @default what file or environment say */
  readonly serviceName?: string | undefined;
  /** Attributes of the resource, joined with those from elsewhere, by name. @default none */
  readonly resourceAttributes?: Readonly<Record<string, AttributeOption>> | undefined;
}
