import assert from "node:assert/strict";
import { join } from "node:path";
import { planStart } from "./plan_start.ts";

const ROOT = join("/", "repo");
const BINARY = join("/", "cache", "otelcol");

Deno.test("planStart() takes Docker, when it works, whether a Collector is built or not", () => {
  for (const binary of [BINARY, undefined]) {
    const plan = planStart("gateway", { root: ROOT, binary, docker: true });
    assert.equal(plan.program, "docker");
    assert.deepEqual(plan.args, [
      "compose",
      "--file",
      join(ROOT, "collector", "gateway", "compose.yaml"),
      "up",
    ]);
  }
});

Deno.test("planStart() takes the built Collector with the scenario's configuration, when Docker does not work", () => {
  const plan = planStart("debug", { root: ROOT, binary: BINARY, docker: false });
  assert.equal(plan.program, BINARY);
  assert.deepEqual(plan.args, [
    "--config",
    join(ROOT, "collector", "debug", "otel-collector-config.yaml"),
  ]);
});

Deno.test("planStart() passes the configuration's variables on, with Docker and without", () => {
  const env = { OTLP_GRPC_PORT: "5317" };
  for (const docker of [true, false]) {
    const plan = planStart("debug", { root: ROOT, binary: BINARY, docker, env });
    assert.equal(plan.env["OTLP_GRPC_PORT"], "5317");
  }
});

Deno.test("planStart() says in one line what to install, when there is neither", () => {
  assert.throws(
    () => planStart("debug", { root: ROOT, binary: undefined, docker: false }),
    (error: Error) => {
      assert.match(error.message, /^Cannot start a Collector: .*Docker.*Go.*collector:build$/);
      return true;
    },
  );
});
