import assert from "node:assert/strict";
import { diagnoseFailure } from "./diagnose_failure.ts";

const diagnose = (reason: string, protocol: "http" | "grpc", url: string) =>
  diagnoseFailure(reason, { signal: "traces", protocol, url: new URL(url) });

Deno.test("diagnoseFailure() tells a port of the other protocol", () => {
  assert.match(
    diagnose("connection failed", "http", "http://a:4317/v1/traces"),
    /^port 4317 is gRPC's: set OTEL_EXPORTER_OTLP_PROTOCOL=grpc/,
  );
  assert.match(diagnose("gRPC status 13", "grpc", "http://a:4318"), /^port 4318 is HTTP's: set/);
  assert.equal(diagnose("connection failed", "grpc", "http://a:4317"), "");
});

Deno.test("diagnoseFailure() tells what the receiver's answer means", () => {
  assert.match(diagnose("status 401 (no)", "http", "http://a:1"), /wants credentials/);
  assert.match(diagnose("gRPC status 16 (no)", "grpc", "http://a:1"), /wants credentials/);
  assert.match(diagnose("status 403", "http", "http://a:1"), /do not permit/);
  assert.match(diagnose("gRPC status 7 (no)", "grpc", "http://a:1"), /do not permit/);
  assert.match(diagnose("status 404", "http", "http://a:1"), /endpoint and its path/);
  assert.equal(diagnose("status 500", "http", "http://a:1"), "");
});
