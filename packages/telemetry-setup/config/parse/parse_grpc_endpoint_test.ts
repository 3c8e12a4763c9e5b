import assert from "node:assert/strict";
import { parseGrpcEndpoint } from "./parse_grpc_endpoint.ts";

const GOOD: readonly (readonly [string, string])[] = [
  ["http://localhost:4317", "http://localhost:4317"],
  ["http://localhost:4317/", "http://localhost:4317"],
  ["https://Collector", "https://collector"],
  ["http://[::1]:4317", "http://[::1]:4317"],
  ["collector:4317", "https://collector:4317"],
  ["collector", "https://collector"],
  ["10.0.0.1:4317", "https://10.0.0.1:4317"],
  ["[::1]:4317", "https://[::1]:4317"],
];
for (const [text, value] of GOOD) {
  Deno.test(`parseGrpcEndpoint() reads ${text} as ${value}`, () => {
    assert.deepEqual(parseGrpcEndpoint(text), { value });
  });
}

Deno.test("parseGrpcEndpoint() does without TLS, when an endpoint without scheme is insecure", () => {
  assert.deepEqual(parseGrpcEndpoint("host:4317", { insecure: true }), {
    value: "http://host:4317",
  });
});

Deno.test("parseGrpcEndpoint() follows the scheme, when insecure says something else", () => {
  assert.deepEqual(parseGrpcEndpoint("https://host:4317", { insecure: true }), {
    value: "https://host:4317",
  });
  assert.deepEqual(parseGrpcEndpoint("http://host:4317", { insecure: false }), {
    value: "http://host:4317",
  });
});

for (const text of ["http://host:4317/v1/traces", "https://host:4317?x=1"]) {
  Deno.test(`parseGrpcEndpoint() leaves the path out with a complaint, when it gets ${text}`, () => {
    const value = text.slice(0, text.indexOf("4317") + 4);
    assert.deepEqual(parseGrpcEndpoint(text), {
      value,
      expected: "no path with gRPC",
      used: value,
    });
  });
}

Deno.test("parseGrpcEndpoint() leaves user and password out with a complaint", () => {
  assert.deepEqual(parseGrpcEndpoint("http://me:secret@host:4317"), {
    value: "http://host:4317",
    expected: "no user and password with gRPC",
    used: "http://host:4317",
  });
});

const BAD = [
  "http://",
  "http:///x",
  "host:port",
  "host:99999",
  "host:4317/path",
  "me:secret@host:4317",
  "ftp://host:4317",
  "unix:/tmp/socket",
  "dns:///host:4317",
  "::1",
  "[::1",
  "a b:4317",
  ":4317",
  "/",
];
for (const text of BAD) {
  Deno.test(`parseGrpcEndpoint() refuses ${text}`, () => {
    assert.deepEqual(parseGrpcEndpoint(text), {
      expected: "a URL like http://localhost:4317, or host:port",
    });
  });
}
