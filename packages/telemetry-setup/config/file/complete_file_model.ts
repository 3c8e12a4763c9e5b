import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { ConfigProblem } from "../config_problem.ts";
import { createEnvSettings } from "../create_env_settings.ts";
import { parseResourceAttributes } from "../parse/parse_resource_attributes.ts";
import { DEFAULT_BATCH_SIZE } from "../resolve/default_batch_size.ts";
import { resolveInstrumentation } from "../resolve/resolve_instrumentation.ts";
import { Sourced } from "../sourced.ts";
import { coerceAttribute } from "./coerce_attribute.ts";
import { completeCapturedHeaders } from "./complete_captured_headers.ts";
import { byDefault, completeExporter, type CompletionPlace } from "./complete_exporter.ts";
import { markFileValues, type Tree } from "./mark_file_values.ts";
import { overlay } from "./overlay.ts";

/** Nothing of the environment has any effect beside a file. */
const NO_ENVIRONMENT = createEnvSettings(() => undefined);

const BATCH = {
  schedule_delay: byDefault(5000),
  export_timeout: byDefault(30_000),
  max_queue_size: byDefault(null),
  max_export_batch_size: byDefault(null),
};

/**
 * Makes of a configuration file what the environment gives, too: the same model with all defaults,
 * in which lists that can be written in two ways are one list. What the file leaves out on purpose
 * stays out: a signal without a provider, propagators.
 *
 * @param note Is told what cannot be used as it is.
 */
export function completeFileModel(
  model: ConfigurationModel,
  note: (problem: ConfigProblem) => void,
): Tree {
  const given = markFileValues(model);
  const part = (key: string) => given[key] as Tree | undefined;
  const limits = overlay(
    { attribute_value_length_limit: byDefault(null), attribute_count_limit: byDefault(128) },
    part("attribute_limits") ?? {},
  );
  const tracer = part("tracer_provider");
  const meter = part("meter_provider");
  const logger = part("logger_provider");
  return {
    disabled: byDefault(false),
    log_level: byDefault("info"),
    ...given,
    attribute_limits: limits,
    resource: resource(part("resource") ?? {}, model, note),
    propagator: propagators(model),
    ...(tracer === undefined ? {} : {
      tracer_provider: {
        sampler: { parent_based: { root: { always_on: byDefault({}) } } },
        ...tracer,
        processors: items(tracer.processors).map((one, index) =>
          processor(one, "traces", { path: `tracer_provider.processors[${index}]`, note })
        ),
        limits: overlay({
          ...limits,
          event_count_limit: byDefault(128),
          link_count_limit: byDefault(128),
          // The general limit is for them, too, says the specification's page of common concepts.
          event_attribute_count_limit: limits.attribute_count_limit,
          link_attribute_count_limit: limits.attribute_count_limit,
        }, (tracer.limits ?? {}) as Tree),
      },
    }),
    ...(meter === undefined ? {} : {
      meter_provider: {
        exemplar_filter: byDefault("trace_based"),
        ...meter,
        readers: items(meter.readers).map((one, index) =>
          reader(one, { path: `meter_provider.readers[${index}]`, note })
        ),
      },
    }),
    ...(logger === undefined ? {} : {
      logger_provider: {
        ...logger,
        processors: items(logger.processors).map((one, index) =>
          processor(one, "logs", { path: `logger_provider.processors[${index}]`, note })
        ),
        limits: overlay(limits, (logger.limits ?? {}) as Tree),
      },
    }),
    "instrumentation/development": overlay(
      resolveInstrumentation(NO_ENVIRONMENT) as Tree,
      overlay(part("instrumentation/development") ?? {}, completeCapturedHeaders(model, note)),
    ),
  };
}

function items(value: unknown): readonly Tree[] {
  return Array.isArray(value) ? value : [];
}

function processor(one: Tree, signal: "traces" | "logs", place: CompletionPlace): Tree {
  return Object.fromEntries(
    Object.entries(one).map(([kind, body]) => {
      const { exporter = {}, ...rest } = body as Tree;
      if (kind !== "batch" && kind !== "simple") return [kind, body];
      const path = `${place.path}.${kind}.exporter`;
      const completed = completeExporter(exporter as Tree, signal, { ...place, path });
      if (kind === "simple") return [kind, { ...rest, exporter: completed }];
      const delay = signal === "logs" ? { schedule_delay: byDefault(1000) } : {};
      return [kind, {
        ...clamped({ ...BATCH, ...delay, ...rest }, place),
        exporter: completed,
      }];
    }),
  );
}

/** A batch is never larger than the queue that it is taken from. */
function clamped(batch: Tree, { path, note }: CompletionPlace): Tree {
  const size = batch.max_export_batch_size as Sourced<number | null>;
  const queue = batch.max_queue_size as Sourced<number | null>;
  if (queue.value === null || (size.value ?? DEFAULT_BATCH_SIZE) <= queue.value) return batch;
  if (size.source !== "default") {
    note({
      setting: `${path}.batch.max_export_batch_size`,
      received: String(size.value),
      expected: `at most max_queue_size, which is ${queue.value}`,
      used: String(queue.value),
    });
  }
  return { ...batch, max_export_batch_size: queue };
}

function reader(one: Tree, place: CompletionPlace): Tree {
  const periodic = one.periodic as Tree | undefined;
  const pull = one.pull as Tree | undefined;
  const prometheus = { host: byDefault("localhost"), port: byDefault(9464) };
  return {
    ...one,
    ...(periodic === undefined ? {} : {
      periodic: {
        interval: byDefault(60_000),
        timeout: byDefault(30_000),
        ...periodic,
        exporter: completeExporter((periodic.exporter ?? {}) as Tree, "metrics", {
          ...place,
          path: `${place.path}.periodic.exporter`,
        }),
      },
    }),
    ...(pull === undefined ? {} : {
      pull: {
        ...pull,
        exporter: Object.fromEntries(
          Object.entries((pull.exporter ?? {}) as Tree).map(([kind, body]) => [
            kind,
            kind === "prometheus/development" ? overlay(prometheus, body as Tree) : body,
          ]),
        ),
      },
    }),
  };
}

/** One list of `composite`; those of `composite_list` come behind it. */
function propagators({ propagator }: ConfigurationModel): Tree {
  const names = [
    ...(propagator?.composite ?? []).flatMap((one) => Object.keys(one)),
    ...(propagator?.composite_list ?? "").split(",").map((name) => name.trim()).filter((name) =>
      name !== "" && name !== "none"
    ),
  ];
  const composite = [...new Set(names)];
  return {
    composite: new Sourced(
      composite.map((name) => ({ [name]: {} })),
      composite.length === 0 ? "default" : "file",
      composite,
    ),
  };
}

/** One list of `attributes`; its entries win over those of `attributes_list`. */
function resource(
  { attributes_list: _, ...rest }: Tree,
  { resource }: ConfigurationModel,
  note: (problem: ConfigProblem) => void,
): Tree {
  const merged = new Map<string, unknown>();
  const list = resource?.attributes_list ?? "";
  if (list.trim() !== "") {
    const { value, expected } = parseResourceAttributes(list);
    for (const attribute of value ?? []) merged.set(attribute.name, attribute);
    if (expected !== undefined) {
      note({
        setting: "resource.attributes_list",
        received: list.slice(0, 100),
        expected,
        used: "none of it",
      });
    }
  }
  for (const attribute of resource?.attributes ?? []) {
    const coerced = coerceAttribute(attribute);
    // Without a value the entry is ignored, says the model.
    if (coerced.value !== null) merged.set(attribute.name, coerced);
  }
  const attributes = [...merged.values()].map((attribute) => new Sourced(attribute, "file"));
  return { ...rest, attributes };
}
