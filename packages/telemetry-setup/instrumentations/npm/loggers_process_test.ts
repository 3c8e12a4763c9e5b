import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { runApp } from "../testdata/run_app.ts";
import { startLogKeeper } from "./testdata/start_log_keeper.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const LIBRARIES = {
  pino: "npm:pino@10.4.0",
  "pino-pretty": "npm:pino-pretty@13.2.0",
  winston: "npm:winston@3.19.0",
};
const INSTRUMENTATIONS = {
  "@opentelemetry/instrumentation-pino": "npm:@opentelemetry/instrumentation-pino@0.70.0",
  "@opentelemetry/instrumentation-winston": "npm:@opentelemetry/instrumentation-winston@0.69.0",
  "@opentelemetry/winston-transport": "npm:@opentelemetry/winston-transport@0.34.0",
};

/** Every way in which the two print; each call says which one it is. */
const MAIN = `
  import process from "node:process";
  import pino from "pino";
  import pretty from "pino-pretty";
  import winston from "winston";
  import { trace } from "@opentelemetry/api";
  const { Console, Stream } = winston.transports;
  const winstonTo = (...transports) => winston.createLogger({ transports });
  await trace.getTracer("app").startActiveSpan("logs", async (span) => {
    pino().info("pino, standard output");
    pino(pino.destination({ dest: 2, sync: true })).info("pino, standard error");
    pino(pretty({ sync: true })).info("pino, pretty stream");
    pino({ transport: { target: "pino-pretty" } }).info("pino, pretty thread");
    pino({}, { write: (line) => console.log(line) }).info("pino, console");
    winstonTo(new Console()).info("winston, console");
    winstonTo(new Console({ stderrLevels: ["info"] })).info("winston, standard error");
    winstonTo(new Console({ forceConsole: true })).info("winston, forced log");
    const levels = { forceConsole: true, stderrLevels: ["error"], consoleWarnLevels: ["warn"] };
    winstonTo(new Console(levels)).warn("winston, forced warn");
    winstonTo(new Console(levels)).error("winston, forced error");
    winstonTo(new Console(levels)).child({ of: 1 }).info("winston, forced child");
    winstonTo(new Stream({ stream: process.stdout })).info("winston, stream");
    winstonTo(new Console(), new Console({ forceConsole: true })).info("winston, forced second");
    winston.add(new Console({ forceConsole: true }));
    winston.info("winston, forced default");
    console.info("console");
    span.end();
  });
  // What is written by a thread.
  await new Promise((resolve) => setTimeout(resolve, 300));
`;
const CALLS = [...MAIN.matchAll(/"((?:pino|winston), .*?|console)"/g)].map(([, call]) => call!);
/** Without an instrumentation, what is printed with `console` is known to that only. */
const BY_CONSOLE = CALLS.filter((call) => /forced|^pino, console$|^console$/.test(call));

async function run({ imports, endpoint }: {
  readonly imports: Readonly<Record<string, string>>;
  /** @default no telemetry at all */
  readonly endpoint?: string;
}) {
  const { code, stdout, stderr } = await runApp({
    files: { "main.ts": MAIN },
    imports: { ...LIBRARIES, ...imports },
    preload: endpoint !== undefined,
    flags: ["--allow-all"],
    parse: false,
    env: {
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_LOGS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint ?? "",
      OTEL_LOG_LEVEL: "warn",
      TRACEPARENT: "",
    },
  });
  assert.equal(code, 0, stderr);
  return `${stdout}${stderr}`;
}

/** Which call each record is about, whichever way it is written. */
function callOf(body: string): string {
  return CALLS.find((call) => body.includes(call) && call !== "console") ?? body;
}

Deno.test("one call of pino's or winston's is one record, wherever the logger prints", {
  ignore,
}, async () => {
  await using receiver = await startLogKeeper();
  const printed = await run({ imports: INSTRUMENTATIONS, endpoint: receiver.endpoint });
  const { records, traceIds } = receiver;
  assert.deepEqual(
    records.map(({ body }) => callOf(body)).toSorted(),
    // A stream of the application's own that prints with `console`: nobody knows what it prints.
    [...CALLS, "pino, console"].toSorted(),
  );
  assert.equal(traceIds.size, 1);
  assert.deepEqual(new Set(records.map(({ traceId }) => traceId)), traceIds);
  for (const call of CALLS) assert.ok(printed.includes(call), `${call} in ${printed}`);
});

Deno.test("without npm's instrumentations, what loggers print with console is one record", {
  ignore,
}, async () => {
  await using receiver = await startLogKeeper();
  await run({ imports: {}, endpoint: receiver.endpoint });
  const calls = receiver.records.map(({ body }) => callOf(body));
  assert.deepEqual(calls.toSorted(), BY_CONSOLE.toSorted());
  assert.deepEqual(new Set(receiver.records.map(({ traceId }) => traceId)), receiver.traceIds);
});

Deno.test("what pino and winston print is the same with telemetry, but for the ids", {
  ignore,
}, async () => {
  await using receiver = await startLogKeeper();
  const plain = await run({ imports: INSTRUMENTATIONS });
  const observed = await run({ imports: INSTRUMENTATIONS, endpoint: receiver.endpoint });
  assert.deepEqual(comparable(observed), comparable(plain));
});

function comparable(text: string): readonly string[] {
  return text.replaceAll(/[,\s]*"?(trace_id|span_id|trace_flags)"?: ?"\w+"/g, "")
    .replaceAll(/"(time|pid)":\d+/g, "$1").replaceAll(/\[[\d:.]+\]|\(\d+\)/g, "")
    .split("\n").map((line) => line.trim()).filter((line) => line !== "").toSorted();
}
