import { decodeRpcStatus } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import type { ExportRequest } from "../export_request.ts";
import { createHttpHandler } from "./create_http_handler.ts";

const URL_OF_LOGS = "http://localhost:4318/v1/logs";
const JSON_TYPE = { "content-type": "application/json" };

function take(options: RequestInit & { readonly url?: string } = {}) {
  const handler = createHttpHandler({ onLogs() {} });
  const { url = URL_OF_LOGS, ...init } = options;
  return handler(
    new Request(url, { method: "POST", headers: JSON_TYPE, body: "{}", ...init }),
  );
}

Deno.test("createHttpHandler() answers nothing that is not OTLP, in the form of the request", async () => {
  const [json, protobuf, text] = await Promise.all([
    take({ url: "http://localhost/v1/profiles" }),
    take({ url: "http://localhost/", headers: { "content-type": "application/x-protobuf" } }),
    take({ url: "http://localhost/v1/logs/", headers: { "content-type": "text/html" } }),
  ]);
  for (const { status } of [json, protobuf, text]) assert.equal(status, 404);
  const message = "Cannot find a receiver: there is none at this path";
  assert.deepEqual(await json.json(), { code: 5, message });
  assert.deepEqual(decodeRpcStatus(await protobuf.bytes(), "protobuf"), { code: 5, message });
  assert.equal(await text.text(), message);
  assert.deepEqual(
    [json, protobuf, text].map(({ headers }) => headers.get("content-type")),
    ["application/json", "application/x-protobuf", "text/plain; charset=utf-8"],
  );
});

for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
  Deno.test(`createHttpHandler() says that it takes POST only, to ${method}`, async () => {
    const { status, headers } = await take({ method, body: null });
    assert.equal(status, 405);
    assert.equal(headers.get("allow"), "POST");
  });
}

for (const type of ["text/plain", "application/xml", "application/jsonl", "", "application/"]) {
  Deno.test(`createHttpHandler() does not take Content-Type "${type}"`, async () => {
    const { status } = await take({ headers: { "content-type": type } });
    assert.equal(status, 415);
  });
}

for (const type of ["application/json; charset=utf-8", "Application/JSON", "application/json ;a"]) {
  Deno.test(`createHttpHandler() takes Content-Type "${type}"`, async () => {
    const response = await take({ headers: { "content-type": type } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(await response.text(), "{}");
  });
}

Deno.test("createHttpHandler() takes an empty protobuf message, and answers with one", async () => {
  const exports: ExportRequest[] = [];
  const handler = createHttpHandler({ onLogs: (logs) => void exports.push(logs) });
  const response = await handler(
    new Request(URL_OF_LOGS, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf" },
    }),
  );
  assert.equal(response.status, 200);
  assert.equal((await response.bytes()).length, 0);
  assert.deepEqual(exports.map(({ request }) => request), [{ resourceLogs: [] }]);
});

for (
  const [encoding, compress] of [
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["identity", (bytes: Uint8Array) => bytes],
    ["", (bytes: Uint8Array) => bytes],
  ] as const
) {
  Deno.test(`createHttpHandler() takes Content-Encoding "${encoding}"`, async () => {
    const { status } = await take({
      headers: { ...JSON_TYPE, "content-encoding": encoding },
      body: compress(new TextEncoder().encode("{}")).slice(),
    });
    assert.equal(status, 200);
  });
}

Deno.test("createHttpHandler() says which Content-Encoding it takes", async () => {
  const response = await take({ headers: { ...JSON_TYPE, "content-encoding": "zstd" } });
  assert.equal(response.status, 415);
  assert.equal(response.headers.get("accept-encoding"), "gzip, deflate");
  assert.deepEqual(await response.json(), {
    code: 3,
    message: "Cannot read the body: its Content-Encoding is not gzip, deflate or identity",
  });
});

Deno.test("createHttpHandler() refuses half a gzip stream, and one with a wrong check sum", async () => {
  const whole = gzipSync('{"resourceLogs":[]}');
  const damaged = whole.slice();
  damaged[whole.length - 6]! ^= 1;
  for (const body of [whole.slice(0, -3), damaged]) {
    const response = await take({
      headers: { ...JSON_TYPE, "content-encoding": "gzip" },
      body: new Uint8Array(body),
    });
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), {
      code: 3,
      message: "Cannot read the body: it is not what its Content-Encoding says",
    });
  }
});

Deno.test("createHttpHandler() says that a body ended early", async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const response = await take({ body });
  assert.equal(response.status, 400);
  assert.deepEqual(await response.json(), {
    code: 3,
    message: "Cannot read the body: it ended early",
  });
});

Deno.test("createHttpHandler() lets pages of this machine send, and no others", async () => {
  const origin = "http://localhost:3000";
  const allowed = await take({ headers: { ...JSON_TYPE, origin } });
  assert.equal(allowed.headers.get("access-control-allow-origin"), origin);
  assert.equal(allowed.headers.get("access-control-expose-headers"), "retry-after");
  assert.equal(allowed.headers.get("vary"), "origin");

  const other = await take({ headers: { ...JSON_TYPE, origin: "https://example.org" } });
  assert.equal(other.headers.get("access-control-allow-origin"), null);
  assert.equal(other.headers.get("vary"), "origin");

  assert.equal((await take()).headers.get("vary"), null);
});

Deno.test("createHttpHandler() answers what browsers ask before they let a page send", async () => {
  const ask = (origin: string) =>
    take({
      method: "OPTIONS",
      body: null,
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-team",
      },
    });
  const { status, headers } = await ask("http://127.0.0.1:8080");
  assert.equal(status, 204);
  assert.equal(headers.get("access-control-allow-origin"), "http://127.0.0.1:8080");
  assert.equal(headers.get("access-control-allow-methods"), "POST");
  assert.equal(headers.get("access-control-allow-headers"), "content-type,x-team");
  assert.equal(headers.get("access-control-max-age"), "7200");
  assert.equal(
    (await ask("https://example.org")).headers.get("access-control-allow-origin"),
    null,
  );
});

Deno.test("createHttpHandler() lets pages send as allowOrigin says", async () => {
  const handler = createHttpHandler({
    onExport() {},
    allowOrigin: (origin) => origin === "https://example.org",
  });
  const ask = async (origin: string) =>
    (await handler(
      new Request(URL_OF_LOGS, { method: "POST", headers: { ...JSON_TYPE, origin }, body: "{}" }),
    )).headers.get("access-control-allow-origin");
  assert.equal(await ask("https://example.org"), "https://example.org");
  assert.equal(await ask("http://localhost"), null);
});
