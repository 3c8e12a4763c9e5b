/** How well a library's instrumentation was measured to work on Deno. */
export type Measured = "works" | "partly" | "not";

/** A package and the version of it that was measured. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
}

/** A library, and what observes it. */
export interface NpmLibrary {
  /** Name of the npm package, or of the built-in module with `node:`. */
  readonly library: string;
  /** Versions that the instrumentation supports, as a range of npm; `*` for built-in modules. */
  readonly range: string;
  /** Where the instrumentation comes from: this distribution, or npm. */
  readonly from: "built in" | "npm";
  /** What it is switched on and off by. */
  readonly name: string;
  /** The instrumentation, where it is from npm. */
  readonly package?: NpmPackage & {
    /** Name of the class that it exports. */
    readonly export: string;
  };
  /** A package that the instrumentation loads without naming it among its dependencies. */
  readonly companion?: NpmPackage;
  readonly measured: Measured;
  /** What one has to know, or why it does not work. */
  readonly note?: string;
}

/**
 * The libraries whose instrumentations were measured on Deno, in the order in which their
 * instrumentations are enabled.
 *
 * @see docs/instrumentations.md, which is made from it by the test that measures it.
 */
export const NPM_LIBRARIES: readonly NpmLibrary[] = [
  { library: "hono", range: ">=4 <5", from: "built in", name: "http-server", measured: "works" },
  {
    library: "@logtape/logtape",
    range: ">=1 <3",
    from: "built in",
    name: "logtape",
    measured: "works",
  },
  {
    library: "node:diagnostics_channel",
    range: "*",
    from: "built in",
    name: "diagnostics-channel",
    measured: "works",
    note: "records the channels that `OTEL_DENO_DIAGNOSTICS_CHANNELS` names",
  },
  npm("node:http", "*", "http", "0.301.0", "HttpInstrumentation", {
    note: "not needed: takes the place of what is built in",
  }),
  npm("express", ">=4 <6", "express", "0.72.0", "ExpressInstrumentation", {
    note: "makes spans only below the server span, which is built in",
  }),
  npm("fastify", ">=3 <6", "fastify", "0.57.0", "FastifyInstrumentation", {
    note: "makes spans only below the server span, which is built in",
  }),
  npm("koa", ">=2 <4", "koa", "0.72.0", "KoaInstrumentation", {
    note: "makes spans only below the server span, which is built in",
  }),
  npm("pg", ">=8.0.3 <9", "pg", "0.77.0", "PgInstrumentation"),
  npm("mysql2", ">=1.4.2 <4", "mysql2", "0.70.0", "MySQL2Instrumentation", {
    note: "Deno loses the context in it; this distribution binds its callbacks",
  }),
  npm("redis", ">=2.6 <7", "redis", "0.72.0", "RedisInstrumentation"),
  npm("ioredis", ">=2 <7", "ioredis", "0.72.0", "IORedisInstrumentation", {
    note: "makes spans only below another span",
  }),
  npm("mongodb", ">=3.3 <8", "mongodb", "0.77.0", "MongoDBInstrumentation", {
    note: "makes spans only below another span",
  }),
  npm("graphql", ">=14 <17", "graphql", "0.72.0", "GraphQLInstrumentation"),
  npm("knex", ">=0.10 <4", "knex", "0.68.0", "KnexInstrumentation"),
  npm("pino", ">=5.14 <11", "pino", "0.70.0", "PinoInstrumentation"),
  npm("winston", ">=1 <4", "winston", "0.69.0", "WinstonInstrumentation", {
    companion: { name: "@opentelemetry/winston-transport", version: "0.34.0" },
    note: "log records are made by `@opentelemetry/winston-transport`",
  }),
  npm("undici", ">=5.12", "undici", "0.34.0", "UndiciInstrumentation", {
    note: "the package only; Deno's own `fetch` is none of its",
  }),
];

function npm(
  library: string,
  range: string,
  name: string,
  version: string,
  exported: string,
  rest: Partial<Pick<NpmLibrary, "measured" | "companion" | "note">> = {},
): NpmLibrary {
  const packageName = `@opentelemetry/instrumentation-${name}`;
  return {
    library,
    range,
    from: "npm",
    name,
    package: { name: packageName, version, export: exported },
    measured: "works",
    ...rest,
  };
}
