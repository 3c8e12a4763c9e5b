import { diag, DiagLogLevel } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { configWith } from "../testdata/instrumentation_config.ts";
import { type RecordedTelemetry, recordTelemetry } from "../testdata/record_telemetry.ts";
import { createHttpServerInstrumentation } from "./http_server.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

/** Everything that reads what a client sends. */
const CONFIG = configWith(
  { trust_proxy: true, http_extra_metrics: true, first_byte_event: true },
  { request_captured_headers: [".*"], response_captured_headers: [".*"] },
);
const text = (value: string) => new TextEncoder().encode(value);
const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Lines of a head, each as bytes. */
const INPUTS: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {
  ...Object.fromEntries(
    ["traceparent", "tracestate", "baggage", "forwarded", "x-forwarded-for", "user-agent", "cookie"]
      .map((name) => [
        `every byte value in ${name}`,
        [
          "GET / HTTP/1.1\r\nHost: h\r\n",
          `${name}: `,
          everyByte.filter((b) => b > 31 && b !== 127),
        ],
      ]),
  ),
  ...Object.fromEntries(
    [0, 1, 9, 10, 13, 27, 127, 128, 255].map((byte) => [
      `byte ${byte} in a header`,
      ["GET / HTTP/1.1\r\nHost: h\r\nX-A: a", new Uint8Array([byte]), "b"],
    ]),
  ),
  "a header of 1 MB": [`GET / HTTP/1.1\r\nHost: h\r\nX-Long: ${"x".repeat(2 ** 20)}`],
  "a header of 10 kB": [`GET / HTTP/1.1\r\nHost: h\r\nBaggage: ${"x=y,".repeat(2500)}`],
  "10,000 query parameters": [
    `GET /?${
      Array.from({ length: 10_000 }, (_, i) => `a${i % 9}=1`).join("&")
    } HTTP/1.1\r\nHost: h`,
  ],
  "invalid UTF-8 in a path": ["GET /", new Uint8Array([0xff, 0xfe, 0xc3]), " HTTP/1.1\r\nHost: h"],
  "invalid percent-encoding": ["GET /%zz%ff%c3?%zz=%ff HTTP/1.1\r\nHost: h"],
  "names of properties of every object": [
    "GET /__proto__?__proto__=1&constructor=2 HTTP/1.1\r\nHost: __proto__\r\n" +
    "__proto__: a\r\nconstructor: b\r\nprototype: c\r\ntoString: d\r\nhasOwnProperty: e\r\n" +
    "Forwarded: __proto__=1;for=__proto__;proto=constructor;host=__proto__",
  ],
  "the same header many times": [
    `GET / HTTP/1.1\r\nHost: h${"\r\ntraceparent: 00-1-2-03".repeat(50)}`,
  ],
  "no host": ["GET / HTTP/1.0"],
  "an empty host": ["GET / HTTP/1.1\r\nHost: "],
  "a host that is a path": ["GET /a HTTP/1.1\r\nHost: /../x?y#z"],
  "a host with credentials": ["GET /a HTTP/1.1\r\nHost: user:planted@h:99999"],
  "a host that is not closed": ["GET /a HTTP/1.1\r\nHost: [::1"],
  "two hosts": ["GET /a HTTP/1.1\r\nHost: a\r\nHost: b"],
  "no path": ["GET  HTTP/1.1\r\nHost: h"],
  "a path without a slash": ["GET a HTTP/1.1\r\nHost: h"],
  "an absolute target with credentials": ["GET http://u:planted@other/x HTTP/1.1\r\nHost: h"],
  "a target of another scheme": ["GET ftp://other/x HTTP/1.1\r\nHost: h"],
  "a method of 1,000 letters": [`${"X".repeat(1000)} / HTTP/1.1\r\nHost: h`],
  "a lower-case method": ["get / HTTP/1.1\r\nHost: h"],
  "no HTTP": ["\0\x01\x02"],
  "a version to come": ["GET / HTTP/9.9\r\nHost: h"],
  "a wrong length": ["POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5"],
  "two lengths": ["POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2"],
};

function concat(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...typeof part === "string" ? text(part) : part]));
}

interface Served extends AsyncDisposable {
  readonly port: number;
  /** How often the application was asked. */
  readonly calls: () => number;
}

const SERVERS: Readonly<Record<string, () => Promise<Served>>> = {
  "Deno.serve": () => {
    let calls = 0;
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
      calls++;
      return new Response("ok");
    });
    return Promise.resolve({
      port: server.addr.port,
      calls: () => calls,
      [Symbol.asyncDispose]: () => server.shutdown(),
    });
  },
  "node:http": async () => {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls++;
      response.end("ok");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
      port: (server.address() as AddressInfo).port,
      calls: () => calls,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      },
    };
  },
};

/** Sends it and returns the first line of the answer; a server may break off. */
async function send(port: number, head: Uint8Array): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    const rest = concat([head, "\r\nConnection: close\r\n\r\n"]);
    for (let sent = 0; sent < rest.length;) sent += await connection.write(rest.subarray(sent));
    const buffer = new Uint8Array(200);
    const read = await connection.read(buffer);
    return new TextDecoder().decode(buffer.subarray(0, read ?? 0)).split("\r\n")[0] ?? "";
  } catch {
    return "";
  }
}

async function countSpans(telemetry: RecordedTelemetry, expected: number): Promise<string[]> {
  const attributes: string[] = [];
  for (let tries = 0; attributes.length < expected && tries < 2000; tries++) {
    attributes.push(...telemetry.takeSpans().map((span) => JSON.stringify(span.attributes)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return attributes;
}

for (const [name, serve] of Object.entries(SERVERS)) {
  for (const [input, parts] of Object.entries(INPUTS)) {
    Deno.test(`${name} answers as without telemetry, and records it: ${input}`, {
      ignore,
      // What servers leave behind of a broken connection is theirs.
      sanitizeOps: false,
      sanitizeResources: false,
    }, async () => {
      const head = concat(parts);
      await using plain = await serve();
      const expected = await send(plain.port, head);

      using telemetry = recordTelemetry();
      const complaints: string[] = [];
      const complain = (message: string) => void complaints.push(message);
      const silent = () => {};
      diag.setLogger(
        { error: complain, warn: complain, info: silent, debug: silent, verbose: silent },
        { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
      );
      using _enabled = createHttpServerInstrumentation().enable(telemetry, CONFIG);
      await using served = await serve();
      assert.equal(await send(served.port, head), expected);
      assert.equal(served.calls(), plain.calls());
      const spans = await countSpans(telemetry, served.calls());
      diag.disable();
      assert.equal(spans.length, served.calls());
      assert.deepEqual(complaints, []);
      assert.equal(({} as Record<string, unknown>)["a"], undefined);
      for (const span of spans) assert.ok(!/"url\.\w+":"[^"]*planted/.test(span), span);
    });
  }
}
