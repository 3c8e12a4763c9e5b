/** One kind of import that a folder may contain. */
export interface AllowedImport {
  /** A file, or a folder with a `/` at its end. */
  readonly to: string;
  /** `lazily` only as `import()`. @default "anyhow" */
  readonly how?: "anyhow" | "lazily";
}

/** The package whose folders the table is about. */
export const LAYERED_PACKAGE = "packages/telemetry-setup/";

/**
 * Which folder of {@linkcode LAYERED_PACKAGE} may import which, besides itself. A target that begins
 * with `packages/` is another package, any other one is inside this package. The files of
 * {@linkcode COMPOSITION_ROOTS} and `testing` may import everything.
 */
export const IMPORT_TABLE: ReadonlyMap<string, readonly AllowedImport[]> = new Map(Object.entries({
  clock: [],
  diagnostics: [],
  config: [{ to: "diagnostics/" }],
  resource: [
    // They say what a part of the model means.
    { to: "config/enabled_detectors.ts" },
    { to: "config/wildcard_matcher.ts" },
    { to: "diagnostics/" },
  ],
  transports: [{ to: "packages/otlp/" }, { to: "diagnostics/" }],
  processors: [
    { to: "packages/otlp/" },
    // What OTLP says of a resource beside its attributes; the SDK's resource has no place for it.
    { to: "resource/entity_refs.ts" },
    { to: "clock/" },
    { to: "diagnostics/" },
  ],
  providers: [
    { to: "resource/" },
    // Samplers ask services over gRPC, with protobuf messages.
    { to: "packages/otlp/" },
    { to: "config/find_component.ts" },
    // What the application gives is repaired by the rules by which it is sent.
    { to: "processors/otlp/values/" },
    { to: "config/wildcard_matcher.ts" },
    { to: "config/wildcard_to_regexp.ts" },
    { to: "clock/" },
    { to: "diagnostics/" },
  ],
  instrumentations: [{ to: "clock/" }, { to: "diagnostics/" }],
  cli: [
    { to: "config/" },
    // Data: which instrumentations there are.
    { to: "instrumentations/npm/npm_libraries.ts" },
    // Data: what is read to find out who is speaking.
    { to: "resource/resource_needs.ts" },
    { to: "start_telemetry.ts", how: "lazily" },
    { to: "start_telemetry_sync.ts", how: "lazily" },
    { to: "transports/spool/" },
    // The doctor reads certificates and tells of TLS as those do who send.
    { to: "transports/otlp/describe_tls_failure.ts" },
    { to: "transports/tls_reader.ts" },
    { to: "transports/transport_config.ts" },
    // It sends what waits on disk as applications send.
    { to: "transports/create_transport.ts" },
    { to: "transports/to_transport_config.ts" },
    { to: "transports/queue/batch/" },
    { to: "transports/queue/digest_destination.ts" },
    { to: "diagnostics/" },
  ],
}));

/** Contracts: every folder may `import type` from these, whichever way that points. */
export const CONTRACTS: readonly string[] = [
  "config/",
  "processors/encoder.ts",
  "processors/exemplar.ts",
  "processors/immediate_metric_producer.ts",
  "processors/flat_span.ts",
  "processors/flat_log_record.ts",
  "transports/route.ts",
  "transports/transport.ts",
  "transports/queue/payload_log.ts",
  "transports/spool/spool.ts",
  "instrumentations/instrumentation.ts",
];

/** Names and versions: every file of {@linkcode LAYERED_PACKAGE} may import them. */
export const PACKAGE_DATA = "packages/telemetry-setup/deno.json";

/**
 * Files and folders of {@linkcode LAYERED_PACKAGE} that put the parts together. A new file beside the
 * folders is either one of them or belongs into a folder.
 */
export const COMPOSITION_ROOTS: readonly RegExp[] = [
  /^(mod|register|register_sync|hono|std_log|serve_entry|worker_entry)\.ts$/,
  /^(start_\w+|create_\w+|application_signals|describe_thread|flush_at_\w+|exit_flush|tell_remains|telemetry)\.ts$/,
  /^testing\//,
];

/** What a folder may import from outside the repository. */
export interface ExternalRule {
  readonly folder: string;
  /**
   * Package names, without version; `node:` stands for all built-in modules, a folder with a `/` at its
   * end for a package of this repository.
   */
  readonly allowed: readonly string[];
  /** Packages of which only types may be imported: the libraries that are instrumented. */
  readonly types?: readonly string[];
}

/** Folders that may import only some packages. */
export const EXTERNAL_RULES: readonly ExternalRule[] = [
  { folder: "packages/dice-core/", allowed: ["@opentelemetry/api"] },
  { folder: "packages/otlp/", allowed: [] },
  {
    folder: "packages/otlp-receiver/",
    allowed: ["packages/otlp/", "node:"],
  },
  {
    folder: "packages/telemetry-setup/instrumentations/",
    allowed: ["@opentelemetry/api", "@opentelemetry/semantic-conventions", "hono", "node:"],
    types: ["@logtape/logtape"],
  },
];

/** What parts of the viewer may import of this repository, besides themselves. */
export const VIEWER_TABLE: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  "apps/viewer/contract/": ["packages/otlp/"],
  "apps/viewer/store/": ["apps/viewer/contract/", "packages/otlp/"],
  "apps/viewer/api/": ["apps/viewer/contract/", "apps/viewer/deno.json", "packages/otlp/"],
  // What is shown in a terminal: it asks the API, as pages do.
  "apps/viewer/tail/": [
    "apps/viewer/contract/",
    "apps/viewer/api/data/plain_value.ts",
    "apps/viewer/launch/read_args.ts",
  ],
  "apps/viewer/ui/": ["apps/viewer/contract/"],
}));

/** Folders that no package may import from. */
export const NEVER_IMPORTED: readonly string[] = ["apps/", "tools/", "benchmarks/"];

/** The only file of {@linkcode LAYERED_PACKAGE} that may read the environment. */
export const ENVIRONMENT_READER = "packages/telemetry-setup/config/read_env.ts";
/** And the one that copies it, for child processes. */
export const ENVIRONMENT_COPIER = "packages/telemetry-setup/config/copy_env.ts";

/** Files that the rules leave alone: tests, benchmarks beside a file, test data. */
export const EXEMPT: RegExp = /(_test|_bench)\.tsx?$|(^|\/)testdata\//;
