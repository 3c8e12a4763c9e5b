import type { EnvVariableName } from "../env_variables.ts";
import { RESOURCE_DETECTOR_NAMES } from "../resource_detector_names.ts";
import { OWN_KEYS } from "./own_keys.ts";
import { isActedOn, type KeyTree } from "./key_tree.ts";

/** Acted on as the value of an enum is. */
function asValue(name: EnvVariableName, value: string): boolean {
  return isActedOn(name, value);
}

const TLS = {
  ca_file: "OTEL_EXPORTER_OTLP_CERTIFICATE",
  key_file: "OTEL_EXPORTER_OTLP_CLIENT_KEY",
  cert_file: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
} as const;
const OTLP = {
  endpoint: true,
  headers: true,
  headers_list: true,
  compression: true,
  timeout: true,
} as const;
const AGGREGATION = {
  temporality_preference: "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
  default_histogram_aggregation: "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
} as const;

function exporter(more: Readonly<Record<string, KeyTree>>, ofMetrics = false): KeyTree {
  const aggregation = ofMetrics ? AGGREGATION : {};
  return {
    kind: "exporter",
    components: () => ({
      otlp_http: { keys: { ...OTLP, ...aggregation, tls: { keys: TLS }, encoding: true } },
      otlp_grpc: {
        keys: { ...OTLP, ...aggregation, tls: { keys: { ...TLS, insecure: true } } },
      },
      console: { keys: aggregation },
      ...asValue("OTEL_LOGS_EXPORTER", "otlp/stdout")
        ? { "otlp_file/development": { keys: { output_stream: true, ...aggregation } } }
        : {},
      ...more,
    }),
  };
}

function processor(exporter: KeyTree, more: Readonly<Record<string, KeyTree>> = {}): KeyTree {
  return {
    kind: "processor",
    components: () => ({
      batch: {
        keys: {
          schedule_delay: true,
          export_timeout: true,
          max_queue_size: true,
          max_export_batch_size: true,
          exporter,
        },
      },
      simple: { keys: { exporter } },
      ...more,
    }),
  };
}

const SAMPLER: KeyTree = {
  kind: "sampler",
  components: () => ({
    always_on: asValue("OTEL_TRACES_SAMPLER", "always_on"),
    always_off: asValue("OTEL_TRACES_SAMPLER", "always_off"),
    trace_id_ratio_based: asValue("OTEL_TRACES_SAMPLER", "traceidratio"),
    parent_based: {
      keys: {
        root: SAMPLER,
        remote_parent_sampled: SAMPLER,
        remote_parent_not_sampled: SAMPLER,
        local_parent_sampled: SAMPLER,
        local_parent_not_sampled: SAMPLER,
      },
    },
    "jaeger_remote/development": asValue("OTEL_TRACES_SAMPLER", "jaeger_remote"),
    xray: asValue("OTEL_TRACES_SAMPLER", "xray"),
    "probability/development": true,
    "composite/development": true,
  }),
};

const PROPAGATOR_NAMES = ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray", "ottrace"];

const HTTP_SIDE = (side: "CLIENT" | "SERVER"): KeyTree => ({
  keys: {
    request_captured_headers: `OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_${side}_REQUEST`,
    response_captured_headers: `OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_${side}_RESPONSE`,
    known_methods: "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS",
  },
});

/** Every key of a configuration file on which something acts, or will. */
export const FILE_KEYS: KeyTree = {
  keys: {
    disabled: true,
    log_level: true,
    attribute_limits: {
      keys: {
        attribute_value_length_limit: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        attribute_count_limit: "OTEL_ATTRIBUTE_COUNT_LIMIT",
      },
    },
    resource: {
      keys: {
        attributes: true,
        attributes_list: true,
        schema_url: true,
        "detection/development": {
          keys: {
            attributes: { keys: { included: true, excluded: true } },
            detectors: {
              items: {
                kind: "resource detector",
                components: () =>
                  Object.fromEntries(RESOURCE_DETECTOR_NAMES.map((name) => [name, true])),
              },
            },
          },
        },
      },
    },
    propagator: {
      keys: {
        composite: {
          items: {
            kind: "propagator",
            components: () =>
              Object.fromEntries(
                PROPAGATOR_NAMES.filter((name) => asValue("OTEL_PROPAGATORS", name))
                  .map((name) => [name, true]),
              ),
          },
        },
      },
    },
    tracer_provider: {
      keys: {
        processors: {
          items: processor(
            exporter(asValue("OTEL_TRACES_EXPORTER", "zipkin") ? { zipkin: true } : {}),
          ),
        },
        limits: {
          keys: {
            attribute_value_length_limit: "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
            attribute_count_limit: "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
            event_count_limit: "OTEL_SPAN_EVENT_COUNT_LIMIT",
            link_count_limit: "OTEL_SPAN_LINK_COUNT_LIMIT",
            event_attribute_count_limit: "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
            link_attribute_count_limit: "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
          },
        },
        sampler: SAMPLER,
        id_generator: { kind: "id generator", components: () => ({ random: true }) },
        "tracer_configurator/development": false,
      },
    },
    meter_provider: {
      keys: {
        readers: {
          items: {
            keys: {
              periodic: {
                keys: {
                  interval: true,
                  timeout: true,
                  exporter: exporter({}, true),
                  cardinality_limits: true,
                  // There is none for JavaScript: OpenCensus has ended.
                  producers: false,
                },
              },
              pull: {
                keys: {
                  exporter: {
                    kind: "exporter",
                    components: () => ({
                      "prometheus/development": {
                        keys: {
                          host: "OTEL_EXPORTER_PROMETHEUS_HOST",
                          port: "OTEL_EXPORTER_PROMETHEUS_PORT",
                          scope_info_enabled: true,
                          "target_info_enabled/development": true,
                          resource_constant_labels: true,
                          translation_strategy: true,
                        },
                      },
                    }),
                  },
                  cardinality_limits: true,
                  producers: false,
                },
              },
            },
          },
        },
        views: true,
        exemplar_filter: "OTEL_METRICS_EXEMPLAR_FILTER",
      },
    },
    logger_provider: {
      keys: {
        processors: {
          items: processor(exporter({}), { "event_to_span_event_bridge/development": true }),
        },
        limits: {
          keys: {
            attribute_value_length_limit: "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
            attribute_count_limit: "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
          },
        },
      },
    },
    "instrumentation/development": {
      keys: {
        general: {
          keys: {
            http: { keys: { client: HTTP_SIDE("CLIENT"), server: HTTP_SIDE("SERVER") } },
            sanitization: {
              keys: {
                url: {
                  keys: { sensitive_query_parameters: "OTEL_DENO_SENSITIVE_QUERY_PARAMETERS" },
                },
              },
            },
            stability_opt_in_list: "OTEL_SEMCONV_STABILITY_OPT_IN",
          },
        },
      },
    },
    // Which of our own settings are acted on is told where they are read.
    distribution: {
      keys: { otel_deno: { keys: Object.fromEntries([...OWN_KEYS.keys()].map((k) => [k, true])) } },
    },
  },
};
