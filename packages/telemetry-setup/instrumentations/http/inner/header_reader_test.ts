import assert from "node:assert/strict";
import { createHeaderReader } from "./header_reader.ts";

const NAMES = ["host", "user-agent", "traceparent", "tracestate", "baggage", "cookie", "x-latin"];
const ROADS = { "inner functions": true, "public functions": false };

/** What came by a connection is read in the words of the standard. */
async function ask(
  lines: readonly string[],
  handler: (request: Request) => void,
): Promise<void> {
  const problems: unknown[] = [];
  await using server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
  }, (request) => {
    try {
      handler(request);
    } catch (error) {
      problems.push(error);
    }
    return new Response();
  });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  const text = ["GET / HTTP/1.1", "Host: dice", "Connection: close", ...lines, "", ""].join("\r\n");
  await connection.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  for await (const _ of connection.readable);
  assert.deepEqual(problems, []);
}

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

Deno.test({
  name: "createHeaderReader() reads what Headers has, of any headers that are sent",
  ignore,
  async fn() {
    const sent = [
      [],
      ["User-Agent: dice", "traceparent: 00-1-2-01", "x-latin: caf\xe9 \xc3\xa9"],
      ["tracestate: a=1", "TraceState:  b=2 ", "tracestate:", "Cookie: a=1", "Cookie: b=2"],
      ["Baggage:", "baggage: a=1;b,c=2", "User-Agent:\t x \t"],
    ];
    const readHeader = createHeaderReader({ fastPath: true });
    for (const lines of sent) {
      await ask(lines, (request) => {
        const read = NAMES.map((name) => readHeader(request, name));
        assert.deepEqual(read, NAMES.map((name) => request.headers.get(name)));
      });
    }
  },
});

Deno.test({
  name: "createHeaderReader() makes no Headers of a request of Deno.serve, but of the first",
  ignore,
  async fn() {
    for (const [road, fastPath] of Object.entries(ROADS)) {
      const readHeader = createHeaderReader({ fastPath });
      const asked: boolean[] = [];
      for (let i = 0; i < 2; i++) {
        await ask(["User-Agent: dice"], (request) => {
          let isAsked = false;
          const { headers } = request;
          Object.defineProperty(request, "headers", {
            get() {
              isAsked = true;
              return headers;
            },
          });
          assert.equal(readHeader(request, "user-agent"), "dice");
          asked.push(isAsked);
        });
      }
      assert.deepEqual(asked, [true, !fastPath], road);
    }
  },
});

Deno.test("createHeaderReader() reads requests of other kinds by their headers", () => {
  const readHeader = createHeaderReader({ fastPath: true });
  const headers = new Headers({ "user-agent": "dice" });
  const own = new Request("http://localhost/", { headers });
  for (const request of [own, { method: "GET", url: "http://localhost/", headers }]) {
    assert.equal(readHeader(request, "user-agent"), "dice");
    assert.equal(readHeader(request, "baggage"), null);
  }
});

Deno.test("createHeaderReader() believes headers, where an inner function says something else", () => {
  const inners: Record<string, unknown>[] = [
    { header: () => "made up" },
    { header: () => undefined },
    {
      header() {
        throw new TypeError("Request closed");
      },
    },
  ];
  for (const inner of inners) {
    const readHeader = createHeaderReader({ fastPath: true });
    const headers = new Headers({ "user-agent": "dice" });
    for (let i = 0; i < 2; i++) {
      const request = { method: "GET", url: "/", headers, [Symbol("request")]: inner };
      assert.equal(readHeader(request, "user-agent"), "dice");
      assert.equal(readHeader(request, "baggage"), null);
    }
  }
});
