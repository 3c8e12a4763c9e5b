/** An instrumentation that this package brings along. */
export interface BuiltInInstrumentation {
  /** The name it is switched on and off by. */
  readonly name: string;
  /** What it observes, in half a sentence. */
  readonly observes: string;
  /** Whether it stays off until it is named: `*` does not mean it. @default false */
  readonly optIn?: boolean;
}

/** Every built-in instrumentation. */
export const INSTRUMENTATIONS = [
  { name: "http-server", observes: "requests to `Deno.serve` and servers of Node's" },
  { name: "http-client", observes: "requests that `fetch`, node:http and undici send" },
  { name: "hono", observes: "which route of a Hono application matched" },
  { name: "console", observes: "what is written with `console`" },
  { name: "logtape", observes: "records of LogTape" },
  { name: "std-log", observes: "records of `@std/log`, by the handler of `./std-log`" },
  { name: "worker", observes: "Web workers and node:worker_threads" },
  { name: "child-process", observes: "what is handed on to child processes" },
  { name: "deno-kv", observes: "operations of `Deno.Kv`" },
  { name: "deno-cron", observes: "runs of `Deno.cron`" },
  { name: "deno-queue", observes: "messages of `Deno.Kv` queues" },
  { name: "deno-command", observes: "runs of `Deno.Command`", optIn: true },
  { name: "diagnostics-channel", observes: "channels of node:diagnostics_channel that are named" },
  { name: "runtime-metrics", observes: "processors, memory, heap and event loop" },
] as const satisfies readonly BuiltInInstrumentation[];

/** Names of the built-in instrumentations. */
export type InstrumentationName = (typeof INSTRUMENTATIONS)[number]["name"];

/** Names of those that are npm packages which the application may list. */
export const NPM_INSTRUMENTATION_NAMES = [
  "http",
  "express",
  "fastify",
  "koa",
  "pg",
  "mysql2",
  "redis",
  "ioredis",
  "mongodb",
  "graphql",
  "knex",
  "pino",
  "winston",
  "undici",
] as const;

/** What lists of instrumentations can be made of; `*` is all. */
export const INSTRUMENTATION_CHOICES: readonly (
  | InstrumentationName
  | (typeof NPM_INSTRUMENTATION_NAMES)[number]
  | "*"
)[] = [
  ...INSTRUMENTATIONS.map(({ name }) => name),
  ...NPM_INSTRUMENTATION_NAMES,
  "*",
];
