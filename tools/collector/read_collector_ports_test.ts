import assert from "node:assert/strict";
import { readCollectorPorts } from "./read_collector_ports.ts";

const readFrom = (env: Record<string, string>) => readCollectorPorts((name) => env[name]);

Deno.test("readCollectorPorts() has OTLP's ports and the health check's, when nothing or empty is set", () => {
  const byDefault = { grpc: 4317, http: 4318, health: 13133 };
  assert.deepEqual(readFrom({}), byDefault);
  assert.deepEqual(readFrom({ OTLP_GRPC_PORT: "", HEALTH_CHECK_PORT: "" }), byDefault);
});

Deno.test("readCollectorPorts() takes each port, when its variable is set", () => {
  assert.deepEqual(
    readFrom({ OTLP_GRPC_PORT: "1", OTLP_HTTP_PORT: "65535", HEALTH_CHECK_PORT: "8013" }),
    { grpc: 1, http: 65_535, health: 8013 },
  );
});

Deno.test("readCollectorPorts() throws, when a value is no port", () => {
  for (const text of ["0", "65536", "-1", "4317.0", "4e3", "grpc", " 4317"]) {
    assert.throws(() => readFrom({ OTLP_GRPC_PORT: text }), {
      name: "RangeError",
      message: `Cannot use OTLP_GRPC_PORT: "${text}" is not a port from 1 to 65535`,
    });
  }
});
