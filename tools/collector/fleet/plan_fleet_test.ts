import assert from "node:assert/strict";
import { join } from "node:path";
import { FLEET_TABLE } from "./fleet_table.ts";
import { planFleet } from "./plan_fleet.ts";

const ROOT = join("/", "repo");
const OUTER = { grpc: 4317, http: 4318, health: 13133 };

function plan(scenario: string, env: Readonly<Record<string, string>> = {}, host = "127.0.0.1") {
  return planFleet(FLEET_TABLE.get(scenario)!, {
    root: ROOT,
    scenario,
    binary: join("/", "otelcol"),
    host,
    ports: OUTER,
    pickPorts: (count) => Array.from({ length: count }, (_, index) => 20_000 + index),
    readEnv: (name) => env[name],
  });
}

Deno.test("planFleet() starts whoever is sent to before whoever sends", () => {
  assert.deepEqual(
    plan("gateway").map(({ name }) => name),
    ["backend", "gateway-1", "gateway-2", "gateway-3", "agent"],
  );
});

Deno.test("planFleet() tells each process where those listen that it sends to", () => {
  const [backend, ...others] = plan("gateway");
  const agent = others.pop();
  for (const gateway of others) {
    assert.equal(
      gateway.env["BACKEND_ENDPOINT"],
      `127.0.0.1:${backend?.env["OTLP_GRPC_PORT"]}`,
    );
  }
  assert.deepEqual(
    JSON.parse(agent?.env["GATEWAYS"] ?? ""),
    others.map(({ env }) => `127.0.0.1:${env["OTLP_GRPC_PORT"]}`),
  );
});

Deno.test("planFleet() gives the last process the ports that were asked for, and each its own", () => {
  const plans = plan("gateway");
  const { env } = plans.at(-1)!;
  assert.deepEqual(
    [env["OTLP_GRPC_PORT"], env["OTLP_HTTP_PORT"], env["HEALTH_CHECK_PORT"]],
    ["4317", "4318", "13133"],
  );
  const ports = plans.flatMap(({ env }) =>
    Object.entries(env).filter(([name]) => name.endsWith("_PORT")).map(([, port]) => port)
  );
  assert.equal(ports.length, 20);
  assert.equal(new Set(ports).size, ports.length);
  const folders = plans.map(({ env }) => env["STORAGE_DIRECTORY"]);
  assert.equal(new Set(folders).size, plans.length);
});

Deno.test("planFleet() keeps queues in the repository's cache, or where it is told to", () => {
  assert.equal(
    plan("gateway").at(-1)?.env["STORAGE_DIRECTORY"],
    join(ROOT, ".cache/collector/gateway/agent"),
  );
  assert.equal(
    plan("gateway", { STORAGE_DIRECTORY: "/queues" }).at(-1)?.env["STORAGE_DIRECTORY"],
    join("/queues", "agent"),
  );
});

Deno.test("planFleet() listens for others only with the last process, when it is asked to", () => {
  const plans = plan("gateway", {}, "0.0.0.0");
  assert.deepEqual(
    plans.map(({ env }) => env["OTLP_HOST"]),
    ["127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1", "0.0.0.0"],
  );
  assert.equal(plans.at(-1)?.healthUrl, "http://127.0.0.1:13133");
});

Deno.test("planFleet() leaves out the backend, when there is another one", () => {
  const plans = plan("gateway", { BACKEND_ENDPOINT: "example.org:4317" });
  assert.deepEqual(
    plans.map(({ name }) => name),
    ["gateway-1", "gateway-2", "gateway-3", "agent"],
  );
  for (const { env } of plans) assert.equal(env["BACKEND_ENDPOINT"], undefined);
});

Deno.test("planFleet() throws, when a process is told of one that is not there", () => {
  assert.throws(
    () =>
      planFleet(
        [{ name: "one", config: "x.yaml", env: (portsOf) => ({ A: `${portsOf("two")}` }) }],
        {
          root: ROOT,
          scenario: "broken",
          binary: "otelcol",
          host: "127.0.0.1",
          ports: OUTER,
          pickPorts: () => [1, 2, 3, 4],
          readEnv: () => undefined,
        },
      ),
    { name: "RangeError", message: "Cannot plan broken: there is no two" },
  );
});
