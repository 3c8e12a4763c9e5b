import assert from "node:assert/strict";
import { diagnoseFailure } from "./diagnose_failure.ts";

function diagnose(
  reason: string,
  protocol: "http" | "grpc",
  { port = "1", other = false, file = false }: {
    readonly port?: string;
    readonly other?: boolean;
    readonly file?: boolean;
  } = {},
): Promise<string> {
  return diagnoseFailure(reason, { protocol, url: new URL(`http://a:${port}`) }, {
    acceptsOther: () => Promise.resolve(other),
    protocolVariable: file ? undefined : "OTEL_EXPORTER_OTLP_PROTOCOL",
  });
}

Deno.test("diagnoseFailure() tells a port that speaks the other protocol", async () => {
  assert.equal(
    await diagnose("connection failed", "http", { other: true }),
    "this port speaks gRPC; set OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
  );
  assert.equal(
    await diagnose("connection failed", "grpc", { other: true }),
    "this port speaks OTLP over HTTP; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
  );
  assert.equal(
    await diagnose("connection failed", "grpc", { other: true, file: true }),
    "this port speaks OTLP over HTTP; use otlp_http in the configuration file",
  );
});

Deno.test("diagnoseFailure() tells a port that is the other protocol's by default", async () => {
  assert.equal(
    await diagnose("connection failed", "http", { port: "4317" }),
    "connection failed; port 4317 is for gRPC: set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, " +
      "or use port 4318",
  );
  assert.equal(
    await diagnose("gRPC status 13", "grpc", { port: "4318" }),
    "gRPC status 13; port 4318 is for OTLP over HTTP: " +
      "set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or use port 4317",
  );
  assert.equal(await diagnose("connection failed", "grpc", { port: "4317" }), "connection failed");
});

Deno.test("diagnoseFailure() tells what the receiver's answer means", async () => {
  const credentials = "set OTEL_EXPORTER_OTLP_HEADERS";
  const rights = "the credentials in OTEL_EXPORTER_OTLP_HEADERS do not permit this";
  const nobody = "there is no OTLP receiver at this address: check the endpoint and its path";
  const http = "for OTLP over HTTP set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";
  for (
    const [reason, protocol, remedy] of [
      ["status 401 (no)", "http", credentials],
      ["gRPC status 16 (no)", "grpc", credentials],
      ["status 403", "http", rights],
      ["gRPC status 7 (no)", "grpc", rights],
      ["status 404", "http", nobody],
      ["gRPC status 12", "grpc", nobody],
      ["no answer of gRPC (status 200)", "grpc", http],
    ] as const
  ) {
    assert.equal(await diagnose(reason, protocol), `${reason}; ${remedy}`);
  }
  assert.equal(await diagnose("status 500", "http"), "status 500");
});

Deno.test("diagnoseFailure() does not ask again a receiver that has understood", async () => {
  for (const reason of ["status 503", "gRPC status 8 (later)", "the receiver's certificate is x"]) {
    assert.equal(await diagnose(reason, "http", { other: true }), reason);
  }
});
