import assert from "node:assert/strict";
import { createOtlpEncoder } from "../processors/otlp/otlp_encoder.ts";
import { sampleSpans } from "../processors/testdata/sample_spans.ts";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { inspectSpool } from "../transports/spool/inspect_spool.ts";
import { openSpool } from "../transports/spool/open_spool.ts";
import type { Spool } from "../transports/spool/spool.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { runDoctor } from "./testdata/run_doctor.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";
const DESTINATION = "http://collector.example:4318";

/** A spool that a process has left: the same spans twice, of which a receiver has refused one half. */
async function leaveSpool() {
  const temporary = await Deno.makeTempDir({ prefix: "otel-deno-doctor-" });
  const folder = `${temporary}/spool`;
  const open = (): Spool => {
    const spool = openSpool({ folder }, { listener: { onDropped() {}, onProblem: assert.fail } });
    assert.ok(spool !== undefined);
    return spool;
  };
  const spans = sampleSpans();
  const payload = createOtlpEncoder("traces", "protobuf").encode(spans);
  assert.ok(payload !== undefined);
  const facts = {
    contentType: "application/x-protobuf",
    itemCount: spans.length,
    dueAt: 0,
  };
  const key = { signal: "traces", destinationDigest: "00", destination: DESTINATION } as const;
  const spool = open();
  const log = spool.open(key);
  log.append(payload, facts);
  log.append(payload, facts);
  log.read({ maxItems: 1, maxBytes: 1 })?.refused("status 400 (what is this)");
  spool.close();
  return {
    folder,
    names: spans.map(({ name }) => name),
    /** One more process that keeps something there, and runs. */
    hold(): Spool {
      const holding = open();
      holding.open(key).append(payload, facts);
      return holding;
    },
    env: {
      OTEL_DENO_SPOOL_DIR: folder,
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
    },
    [Symbol.asyncDispose]: () => Deno.remove(temporary, { recursive: true }),
  };
}

const ofSpool = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("spool: ")).map((line) => line.slice("spool: ".length));

Deno.test("opentelemetry-doctor shows what waits on disk, and what was refused", {
  ignore,
}, async () => {
  await using left = await leaveSpool();
  const count = left.names.length;
  const { code, ok, wrong } = await runDoctor({
    env: { ...left.env, OTEL_TRACES_EXPORTER: "none" },
  });
  assert.equal(code, 1);
  assert.match(ofSpool(ok)[0] ?? "", /^[\d.]+ (kB|bytes) in .*\/spool, the oldest of \d+ s ago$/);
  assert.match(ofSpool(ok)[1] ?? "", /^\d+ spans for http:\/\/collector\.example:4318 wait to be/);
  assert.deepEqual(wrong, [
    `spool: Cannot deliver ${count} spans to ${DESTINATION}: ` +
    "refused (status 400 (what is this)); send again with --replay, delete with --purge",
  ]);
});

Deno.test("opentelemetry-doctor --replay sends what waits and what was refused, once", {
  ignore,
}, async () => {
  await using left = await leaveSpool();
  await using receiver = await startSpanCounter();
  const env = { ...left.env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  const found = await runDoctor({ args: ["--replay"], env });
  const count = left.names.length * 2;
  assert.deepEqual([found.code, found.wrong, ofSpool(found.ok)], [
    0,
    [],
    [`delivered ${count} spans to http://127.0.0.1:PORT`],
  ], found.stderr);
  assert.deepEqual(receiver.spanNames.toSorted(), [...left.names, ...left.names].sort());

  const again = await runDoctor({ args: ["--replay"], env });
  assert.deepEqual(ofSpool(again.ok), [`nothing that could be sent waits in ${left.folder}`]);
  assert.equal(receiver.spanNames.length, count);
});

Deno.test(
  "opentelemetry-doctor --replay loses nothing without a receiver",
  { ignore },
  async () => {
    await using left = await leaveSpool();
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    listener.close();
    const endpoint = `http://127.0.0.1:${listener.addr.port}`;
    const before = inspectSpool(left.folder);
    const { code, wrong } = await runDoctor({
      args: ["--replay"],
      env: { ...left.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    });
    assert.equal(code, 1);
    assert.deepEqual(wrong, [
      `spool: Cannot deliver ${left.names.length * 2} spans to http://127.0.0.1:PORT: ` +
      `connection refused; they stay in ${left.folder}`,
    ]);
    const { waiting, quarantined } = inspectSpool(left.folder);
    assert.deepEqual([waiting, quarantined], [before.waiting, before.quarantined]);
  },
);

Deno.test("opentelemetry-doctor --purge deletes all but what is in use", { ignore }, async () => {
  await using left = await leaveSpool();
  const holding = left.hold();
  const found = await runDoctor({ args: ["--purge"], env: left.env });
  assert.equal(found.code, 1);
  assert.match(
    ofSpool(found.ok)[0] ?? "",
    new RegExp(`^deleted .* in .*/spool, ${left.names.length * 2} items that nobody had received$`),
  );
  assert.deepEqual(ofSpool(found.wrong), [
    `Cannot delete 1 file in ${left.folder}: in use by processes that run`,
  ]);
  const { waiting, quarantined } = inspectSpool(left.folder);
  assert.deepEqual([waiting.length, quarantined], [1, []]);
  holding.close();
});

Deno.test("opentelemetry-doctor --purge --json tells programs what is gone", {
  ignore,
}, async () => {
  await using left = await leaveSpool();
  const { code, stdout } = await runDoctor({ args: ["--purge", "--json"], env: left.env });
  const { ok, findings } = JSON.parse(stdout);
  assert.deepEqual([code, ok, findings.length, findings[0].subject], [0, true, 1, "spool"]);
  assert.equal(inspectSpool(left.folder).bytes, 0);
});

Deno.test(
  "opentelemetry-doctor touches no folder that it may not, and says which flag is missing",
  {
    ignore,
  },
  async () => {
    await using left = await leaveSpool();
    const { code, wrong } = await runDoctor({
      args: ["--purge"],
      env: left.env,
      permissions: ["--allow-env", "--allow-net"],
    });
    assert.equal(code, 1);
    assert.deepEqual(wrong, [
      `spool: Cannot purge ${left.folder}: not permitted; ` +
      `add --allow-read=${left.folder} --allow-write=${left.folder}`,
    ]);
    assert.ok(inspectSpool(left.folder).bytes > 0);
  },
);
