import { type Attributes, context, SpanKind } from "@opentelemetry/api";
import {
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  METRIC_DB_CLIENT_OPERATION_DURATION,
} from "@opentelemetry/semantic-conventions";
import type { Instrumentation, InstrumentationProviders } from "../instrumentation.ts";
import { instrumentationScope, SCOPE_VERSION } from "../instrumentation_scope.ts";
import { DENO_KV } from "./kv_names.ts";
import { type CallOptions, observeCall, startCall } from "./observe_call.ts";
import { type DenoWithKv, type KvPrototypes, type Methods, observeKv } from "./observe_kv.ts";
import { observeFirstChunk } from "./observe_first_chunk.ts";
import { observeIteration } from "./observe_iteration.ts";
import { replaceProperty } from "../replace_property.ts";

/** In seconds, as the conventions ask. */
const DURATION_BOUNDARIES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** How many changes each method of an atomic operation adds to it. */
const CHANGES: Readonly<Record<string, (args: readonly unknown[]) => number>> = {
  mutate: (args) => args.length,
  set: () => 1,
  delete: () => 1,
  sum: () => 1,
  min: () => 1,
  max: () => 1,
  enqueue: () => 1,
};

/**
 * Records the operations of Deno KV as spans of a database client, and their durations: `get`,
 * `getMany`, `set`, `delete`, `list`, `watch` until its first values, `commit`. Neither keys nor
 * values are recorded. Messages are of the instrumentation `deno-queue`.
 *
 * @param options.deno For tests.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/db/database-spans/}
 */
export function createDenoKvInstrumentation(
  options: { readonly deno?: DenoWithKv } = {},
): Instrumentation {
  return {
    name: "deno-kv",
    enable: (providers) =>
      observeKv((prototypes) => changeMethods(prototypes, describer(providers)), options),
  };
}

type Describe = (operation: string, batchSize?: number) => CallOptions;

function describer({ tracerProvider, meterProvider }: InstrumentationProviders): Describe {
  const scope = instrumentationScope("deno-kv");
  const tracer = tracerProvider.getTracer(scope, SCOPE_VERSION);
  const duration = meterProvider.getMeter(scope, SCOPE_VERSION).createHistogram(
    METRIC_DB_CLIENT_OPERATION_DURATION,
    {
      description: "Duration of database client operations",
      unit: "s",
      advice: { explicitBucketBoundaries: DURATION_BOUNDARIES },
    },
  );
  return (operation, batchSize = 1) => {
    const attributes: Attributes = {
      [ATTR_DB_SYSTEM_NAME]: DENO_KV,
      [ATTR_DB_OPERATION_NAME]: operation,
    };
    return {
      tracer,
      name: operation,
      kind: SpanKind.CLIENT,
      // One operation is no batch.
      attributes: batchSize > 1
        ? { ...attributes, [ATTR_DB_OPERATION_BATCH_SIZE]: batchSize }
        : attributes,
      onEnd: (seconds, errorType, ended) =>
        duration.record(
          seconds,
          errorType === undefined ? attributes : { ...attributes, [ATTR_ERROR_TYPE]: errorType },
          ended,
        ),
    };
  };
}

function changeMethods({ kv, atomic }: KvPrototypes, describe: Describe): Disposable {
  const undo = new DisposableStack();
  const wrap = (
    methods: Methods,
    name: string,
    around: (call: () => unknown, self: object, args: readonly unknown[]) => unknown,
  ) =>
    undo.use(replaceProperty(methods, name, (original) =>
      function (...args) {
        const call = () => Reflect.apply(original!, this, args);
        return undo.disposed ? call() : around(call, this, args);
      }));

  for (const operation of ["get", "set", "delete"]) {
    wrap(kv, operation, (call) => observeCall(call, describe(operation)));
  }
  wrap(
    kv,
    "getMany",
    (call, _self, [keys]) =>
      observeCall(call, describe("getMany", Array.isArray(keys) ? keys.length : 1)),
  );
  wrap(
    kv,
    "list",
    (call, _self, [, options]) =>
      observeIteration(call() as AsyncIterator<unknown>, {
        start: startLater("list"),
        limit: (options as { limit?: number } | undefined)?.limit,
      }),
  );
  wrap(
    kv,
    "watch",
    (call) => observeFirstChunk(call() as ReadableStream<unknown>, startLater("watch")()),
  );

  const sizes = new WeakMap<object, number>();
  for (const [method, count] of Object.entries(CHANGES)) {
    wrap(atomic, method, (call, self, args) => {
      sizes.set(self, (sizes.get(self) ?? 0) + count(args));
      return call();
    });
  }
  wrap(atomic, "commit", (call, self) => observeCall(call, describe("commit", sizes.get(self))));
  return undo;

  /** What is begun later is still caused by whoever asks for it now. */
  function startLater(operation: string) {
    const parent = context.active();
    return () => startCall({ ...describe(operation), parent });
  }
}
