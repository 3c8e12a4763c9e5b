import assert from "node:assert/strict";
import { describeNodeRequest, describeNodeStream } from "./describe_node_request.ts";
import { parseRequestUrl } from "./parse_request_url.ts";

const socket = { remoteAddress: "192.0.2.7", remotePort: 51234 };

for (
  const [url, host, expected] of [
    ["/a?b", "dice:8080", "http://dice:8080/a?b"],
    ["/a", undefined, "http:///a"],
    ["*", "dice", "http://dice/*"],
    ["http://other/a", "dice", "http://other/a"],
    ["HTTPS://other/a", "dice", "https://other/a"],
    ["ftp://other/a", "dice", "http://dice/ftp://other/a"],
    ["/a", "dice/b?c#d", "http:///a"],
    ["/a", "[::1]:80", "http://[::1]:80/a"],
  ] as const
) {
  Deno.test(`describeNodeRequest() makes a URL of ${url} and ${host}`, () => {
    const headers = host === undefined ? {} : { host };
    const message = { method: "GET", url, headers, httpVersion: "1.1", socket };
    assert.equal(describeNodeRequest(message).request.url, expected);
  });
}

Deno.test("describeNodeRequest() tells peer, version and whether the connection is secure", () => {
  const message = { method: "PUT", url: "/", headers: { host: "h" }, httpVersion: "2.0", socket };
  const { request, peer, protocolVersion } = describeNodeRequest({
    ...message,
    socket: { ...socket, encrypted: true },
  });
  assert.equal(request.method, "PUT");
  assert.equal(request.url, "https://h/");
  assert.deepEqual(peer, { address: "192.0.2.7", port: 51234 });
  assert.equal(protocolVersion, "2");
  assert.equal(describeNodeRequest({ ...message, httpVersion: "1.0" }).protocolVersion, "1.0");
  assert.equal(describeNodeRequest({ ...message, socket: {} }).peer, undefined);
});

Deno.test("describeNodeStream() reads what HTTP/2 keeps among the headers", () => {
  const headers = {
    ":method": "POST",
    ":path": "/a?b",
    ":authority": "dice",
    ":scheme": "https",
    accept: "*/*",
  };
  const { request, peer, protocolVersion } = describeNodeStream({ session: { socket } }, headers);
  assert.equal(request.method, "POST");
  assert.equal(request.url, "https://dice/a?b");
  assert.deepEqual([...request.headers.keys()], ["accept"]);
  assert.deepEqual(peer, { address: "192.0.2.7", port: 51234 });
  assert.equal(protocolVersion, "2");
});

Deno.test("describeNodeStream() makes do with less", () => {
  const { request, peer } = describeNodeStream({}, { host: "dice" });
  assert.equal(peer, undefined);
  assert.deepEqual(parseRequestUrl(request.url), {
    scheme: "http",
    host: "dice",
    port: 80,
    path: "/",
    query: "",
  });
});
