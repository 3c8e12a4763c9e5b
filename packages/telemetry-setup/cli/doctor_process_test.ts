import type { Misbehaviour } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";

const ignore = !mayRunApps();
const DOCTOR = fileURLToPath(new URL("doctor.ts", import.meta.url));

interface Case {
  readonly fault: string;
  /** Of the receiver; none where nothing listens. */
  readonly behaviour?: Misbehaviour;
  readonly protocol?: "http" | "grpc";
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly string[];
  readonly code: number;
  /** Is a part of the output. */
  readonly expected: RegExp;
}

const CASES: readonly Case[] = [
  {
    fault: "nothing with HTTP",
    behaviour: { kind: "none" },
    code: 0,
    expected: /^ok {5}logs to http:\S+: a test log record was accepted$/m,
  },
  {
    fault: "nothing with gRPC",
    protocol: "grpc",
    behaviour: { kind: "none" },
    code: 0,
    expected: /^ok {5}metrics to http:\S+: a test data point was accepted$/m,
  },
  { fault: "a closed port", code: 1, expected: /^wrong .*connection refused; is the receiver/m },
  {
    fault: "missing credentials",
    behaviour: { kind: "status", status: 401 },
    code: 1,
    expected: /^wrong {2}traces to .* status 401; the receiver wants credentials/m,
  },
  {
    fault: "missing rights",
    behaviour: { kind: "status", status: 403 },
    code: 1,
    expected: /^wrong {2}logs to .* status 403; the credentials/m,
  },
  {
    fault: "missing credentials with gRPC",
    protocol: "grpc",
    behaviour: { kind: "code", code: 16, details: "who are you" },
    code: 1,
    expected: /^wrong {2}traces to .* gRPC status 16 \(who are you\); the receiver wants cred/m,
  },
  {
    fault: "gRPC to a receiver for HTTP",
    behaviour: { kind: "none" },
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    code: 1,
    expected: /^wrong {2}traces to /m,
  },
  {
    fault: "HTTP to a receiver for gRPC",
    protocol: "grpc",
    behaviour: { kind: "none" },
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf" },
    code: 1,
    expected: /^wrong {2}traces to /m,
  },
  {
    fault: "a bad setting",
    behaviour: { kind: "none" },
    env: { OTEL_BSP_SCHEDULE_DELAY: "soon" },
    code: 1,
    expected: /^wrong {2}OTEL_BSP_SCHEDULE_DELAY: Cannot use .*="soon"/m,
  },
  {
    fault: "a missing permission",
    behaviour: { kind: "none" },
    permissions: ["--allow-env", "--allow-net", "--allow-sys"],
    code: 1,
    expected: /^wrong {2}permissions: Cannot do everything: not permitted; add --allow-read=/m,
  },
];

for (const { fault, behaviour, protocol = "http", env, permissions, code, expected } of CASES) {
  Deno.test(`opentelemetry-doctor finds ${fault}`, { ignore }, async () => {
    const { startFaultyReceiver } = await import("@otel-deno/otlp-receiver/testing");
    await using receiver = await startFaultyReceiver({
      protocol,
      misbehave: behaviour ?? { kind: "none" },
    });
    // Nothing listens where a receiver was.
    if (behaviour === undefined) await receiver[Symbol.asyncDispose]();
    const output = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--quiet", ...permissions ?? ["--allow-all"], DOCTOR],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol === "grpc" ? "grpc" : "http/protobuf",
        ...env,
      },
    }).output();
    const stdout = new TextDecoder().decode(output.stdout);
    const stderr = new TextDecoder().decode(output.stderr);
    assert.match(stdout, expected, stderr);
    assert.equal(output.code, code, stdout + stderr);
    assert.equal(/^wrong/m.test(stdout), code === 1, stdout);
  });
}

Deno.test("opentelemetry-doctor finds a clock that is wrong", { ignore }, async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  await using receiver = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(null, { headers: { date } }),
  );
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--quiet", "--allow-all", DOCTOR],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.addr.port}` },
  }).output();
  const output = new TextDecoder().decode(stdout);
  assert.equal(code, 1, output);
  const wrong = output.split("\n").filter((line) => line.startsWith("wrong"));
  assert.equal(wrong.length, 1, output);
  assert.match(
    wrong[0] ?? "",
    new RegExp(
      `^wrong {2}clock and 127.0.0.1:${receiver.addr.port}: Cannot place telemetry in time: ` +
        "this machine's clock is 3\\d\\d\\d s behind the receiver's; synchronise both \\(NTP\\)$",
    ),
  );
});

Deno.test("opentelemetry-doctor --json tells the same to programs", { ignore }, async () => {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--quiet", "--allow-all", DOCTOR, "--json"],
    env: {
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "console",
    },
  }).output();
  assert.equal(code, 0);
  const { ok, findings } = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(ok, true);
  assert.deepEqual(findings.at(-1), {
    subject: "receivers",
    ok: true,
    message: "nothing is sent with OTLP",
  });
});
