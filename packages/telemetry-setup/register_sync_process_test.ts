import assert from "node:assert/strict";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = (["run", "net", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("register_sync reaches a program by NODE_OPTIONS=--require", { ignore }, async () => {
  await using receiver = await startSpanCounter();
  const path = (file: string) => new URL(file, import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      path("testdata/end_in_some_way.ts"),
      "Deno.exit",
    ],
    env: {
      NODE_OPTIONS: `--require ${path("register_sync.cjs")}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    },
    stdout: "null",
    stderr: "piped",
  }).output();
  assert.equal(code, 7, new TextDecoder().decode(stderr));
  assert.deepEqual(receiver.spanNames, ["last words"]);
});
