import type { Misbehaviour } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { runDoctor } from "./testdata/run_doctor.ts";

const ignore = !mayRunApps();
const FOLDERS = ["..", "../../otlp/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const RECEIVER = "http://127.0.0.1:PORT";
const ITEMS = { traces: "span", metrics: "data point", logs: "log record" };

interface Case {
  readonly fault: string;
  /** Of the receiver; none where nothing listens. */
  readonly behaviour?: Misbehaviour;
  /** What the receiver speaks. @default "http" */
  readonly speaks?: "http" | "grpc";
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly string[];
  /** All lines that begin with `wrong`. */
  readonly wrong: readonly string[];
}

/** The line for each signal that is not accepted for the same reason. */
function refused(reason: string): readonly string[] {
  return Object.entries(ITEMS)
    .map(([signal, item]) => `${signal} to ${RECEIVER}: Cannot send a test ${item}: ${reason}`);
}

const GRPC = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
const NONE = { kind: "none" } as const;

const CASES: readonly Case[] = [
  { fault: "nothing with HTTP", behaviour: NONE, wrong: [] },
  { fault: "nothing with gRPC", behaviour: NONE, speaks: "grpc", env: GRPC, wrong: [] },
  {
    fault: "nothing where a sampler keeps spans and a level keeps log records from being sent",
    behaviour: NONE,
    env: { OTEL_TRACES_SAMPLER: "always_off", OTEL_DENO_LOG_LEVEL: "error" },
    wrong: [],
  },
  {
    fault: "a closed port",
    wrong: [
      "127.0.0.1:PORT: Cannot connect to 127.0.0.1:PORT: connection refused; " +
      "is the receiver running?",
    ],
  },
  {
    fault: "a name that does not resolve",
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.invalid:4318" },
    wrong: [
      "collector.invalid:4318: Cannot connect to collector.invalid:4318: " +
      "the name collector.invalid does not resolve",
    ],
  },
  {
    fault: "missing credentials",
    behaviour: { kind: "status", status: 401 },
    wrong: refused(
      "status 401; no credentials are configured; set OTEL_EXPORTER_OTLP_HEADERS",
    ),
  },
  {
    fault: "missing rights",
    behaviour: { kind: "status", status: 403 },
    wrong: refused(
      "status 403; the credentials in OTEL_EXPORTER_OTLP_HEADERS do not permit this",
    ),
  },
  {
    fault: "missing credentials with gRPC",
    speaks: "grpc",
    behaviour: { kind: "code", code: 16, details: "who are you" },
    env: GRPC,
    wrong: refused(
      "gRPC status 16 (who are you); " +
        "no credentials are configured; set OTEL_EXPORTER_OTLP_HEADERS",
    ),
  },
  {
    fault: "missing rights with gRPC",
    speaks: "grpc",
    behaviour: { kind: "code", code: 7, details: "not you" },
    env: GRPC,
    wrong: refused(
      "gRPC status 7 (not you); the credentials in OTEL_EXPORTER_OTLP_HEADERS do not permit this",
    ),
  },
  {
    fault: "a wrong path",
    behaviour: { kind: "status", status: 404 },
    wrong: refused(
      "status 404; there is no OTLP receiver at this address: check the endpoint and its path",
    ),
  },
  {
    fault: "gRPC to a receiver for HTTP",
    behaviour: NONE,
    env: GRPC,
    wrong: refused(
      "this port speaks OTLP over HTTP; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    ),
  },
  {
    fault: "HTTP to a receiver for gRPC",
    speaks: "grpc",
    behaviour: NONE,
    wrong: refused("this port speaks gRPC; set OTEL_EXPORTER_OTLP_PROTOCOL=grpc"),
  },
  {
    fault: "one signal with another protocol than the receiver's",
    behaviour: NONE,
    env: { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "grpc", OTEL_METRICS_EXPORTER: "none" },
    wrong: [
      `logs to ${RECEIVER}: Cannot send a test log record: this port speaks OTLP over HTTP; ` +
      "set OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf",
    ],
  },
  {
    fault: "a receiver that never answers",
    behaviour: { kind: "silence" },
    env: { OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" },
    wrong: [
      `traces to ${RECEIVER}: Cannot send a test span: no answer within 3000 ms`,
    ],
  },
  {
    fault: "a bad setting",
    behaviour: NONE,
    env: { OTEL_BSP_SCHEDULE_DELAY: "soon" },
    wrong: [
      'OTEL_BSP_SCHEDULE_DELAY: Cannot use OTEL_BSP_SCHEDULE_DELAY="soon": ' +
      "expected a number of milliseconds; using 5000",
    ],
  },
  {
    fault: "telemetry that is disabled",
    env: { OTEL_SDK_DISABLED: "true" },
    wrong: ["OTEL_SDK_DISABLED: Cannot send telemetry: it is disabled"],
  },
  {
    fault: "a missing permission to read",
    behaviour: NONE,
    permissions: ["--allow-env", "--allow-net", "--allow-sys"],
    wrong: [`permissions: Cannot do everything: not permitted; add --allow-read=${FOLDERS.join()}`],
  },
  {
    fault: "a missing permission for the network",
    behaviour: NONE,
    permissions: ["--allow-env", "--allow-read", "--allow-sys"],
    wrong: [
      "permissions: Cannot do everything: not permitted; add --allow-net=127.0.0.1:PORT",
      "127.0.0.1:PORT: Cannot connect to 127.0.0.1:PORT: not permitted; " +
      "add --allow-net=127.0.0.1:PORT",
    ],
  },
  {
    fault: "Deno's own OpenTelemetry",
    behaviour: NONE,
    env: { OTEL_DENO: "true" },
    wrong: [
      "OTEL_DENO: Cannot register spans and metrics: Deno's own OpenTelemetry comes first; " +
      "unset it, start with opentelemetry-instrument, or set OTEL_DENO_MODE=augment to keep both",
    ],
  },
];

for (const { fault, behaviour, speaks = "http", env, permissions, wrong } of CASES) {
  Deno.test(`opentelemetry-doctor finds ${fault}`, { ignore }, async () => {
    const { startFaultyReceiver } = await import("@otel-deno/otlp-receiver/testing");
    await using receiver = await startFaultyReceiver({
      protocol: speaks,
      misbehave: behaviour ?? NONE,
    });
    // Nothing listens where a receiver was.
    if (behaviour === undefined) await receiver[Symbol.asyncDispose]();
    const found = await runDoctor({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
        ...env,
      },
      ...(permissions === undefined ? {} : { permissions }),
    });
    assert.deepEqual(found.wrong, wrong, found.stderr);
    assert.equal(found.code, wrong.length === 0 ? 0 : 1);
    if (behaviour?.kind === "none" && wrong.length === 0) {
      for (const [signal, item] of Object.entries(ITEMS)) {
        assert.ok(found.ok.includes(`${signal} to ${RECEIVER}: a test ${item} was accepted`));
      }
    }
  });
}

Deno.test("opentelemetry-doctor finds a clock that is wrong", { ignore }, async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  await using receiver = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(null, { headers: { date } }),
  );
  const { code, wrong } = await runDoctor({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}` },
  });
  assert.equal(code, 1);
  assert.deepEqual(wrong.map((line) => line.replace(/is 3\d\d\d s/, "is N s")), [
    "clock and 127.0.0.1:PORT: Cannot place telemetry in time: this machine's clock is N s behind " +
    "the receiver's; synchronise both (NTP)",
  ]);
});

Deno.test("opentelemetry-doctor examines what a configuration file asks for", {
  ignore,
}, async () => {
  const { startFaultyReceiver } = await import("@otel-deno/otlp-receiver/testing");
  await using receiver = await startFaultyReceiver({ protocol: "http" });
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/otel.yaml`;
    await Deno.writeTextFile(
      file,
      `file_format: "1.0"
tracer_provider:
  processors:
    - simple: { exporter: { otlp_http: { endpoint: "${receiver.endpoint}/v1/traces" } } }
logger_provider:
  processors:
    - batch:
        exporter: { otlp_grpc: { endpoint: "${receiver.endpoint}", tls: { insecure: true } } }
`,
    );
    const found = await runDoctor({
      // Of the environment nothing counts but the file's name.
      env: { OTEL_CONFIG_FILE: file, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" },
    });
    assert.equal(found.ok.at(-2), `traces to ${RECEIVER}: a test span was accepted`, found.stderr);
    assert.deepEqual(found.wrong, [
      `logs to ${RECEIVER}: Cannot send a test log record: this port speaks OTLP over HTTP; ` +
      "use otlp_http in the configuration file",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("opentelemetry-doctor finds a configuration file that is not there", {
  ignore,
}, async () => {
  const { wrong, code } = await runDoctor({ env: { OTEL_CONFIG_FILE: "missing.yaml" } });
  assert.equal(code, 1);
  assert.deepEqual(wrong, [
    "OTEL_CONFIG_FILE: Cannot use the configuration file missing.yaml: there is no such file",
  ]);
});

Deno.test("opentelemetry-doctor --json tells the same to programs", { ignore }, async () => {
  const { code, stdout } = await runDoctor({
    args: ["--json"],
    env: {
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "console",
    },
  });
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), {
    ok: true,
    findings: [
      { subject: "permissions", ok: true, message: "everything needed is permitted" },
      { subject: "settings", ok: true, message: "every setting can be used" },
      { subject: "registration", ok: true, message: "no other SDK is preloaded" },
      { subject: "receivers", ok: true, message: "nothing is sent with OTLP" },
      { subject: "spool", ok: true, message: "what cannot be sent is kept in memory only" },
    ],
  });
});

Deno.test("opentelemetry-doctor refuses what it does not know", { ignore }, async () => {
  for (
    const [args, message] of [
      [["--xml=s3cret"], "Cannot use --xml: no such option"],
      ...[["a.ts", "b.ts"], ["--replay", "--purge"], ["--purge", "a.ts"]].map((args) =>
        [
          args,
          "Cannot do several things at once: one PATH, --replay or --purge is expected",
        ] as const
      ),
    ] as const
  ) {
    const { code, stdout, stderr } = await runDoctor({ args });
    assert.deepEqual([code, stdout, stderr], [
      2,
      "",
      `opentelemetry-doctor: ${message}; see --help\n`,
    ]);
  }
});
