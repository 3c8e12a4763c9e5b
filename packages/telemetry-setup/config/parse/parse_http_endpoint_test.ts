import assert from "node:assert/strict";
import { parseHttpEndpoint } from "./parse_http_endpoint.ts";

const GOOD: readonly (readonly [string, string])[] = [
  ["http://localhost:4318", "http://localhost:4318/"],
  ["HTTP://Collector:4318/", "http://collector:4318/"],
  ["https://collector.example.com/v1/metrics", "https://collector.example.com/v1/metrics"],
  ["https://collector.example.com/v1/metrics/", "https://collector.example.com/v1/metrics/"],
  ["http://[::1]:4318/a/b", "http://[::1]:4318/a/b"],
  ["http://127.0.0.1:1/?key=a%20b", "http://127.0.0.1:1/?key=a%20b"],
  ["http://host?key=1", "http://host/?key=1"],
  ["http://host/path#fragment", "http://host/path"],
  ["http://me:secret@host/", "http://me:secret@host/"],
  ["http://host:80/", "http://host/"],
];
for (const [text, value] of GOOD) {
  Deno.test(`parseHttpEndpoint() takes ${text}`, () => {
    assert.deepEqual(parseHttpEndpoint(text), { value });
  });
}

const BAD = [
  "localhost:4318",
  "localhost",
  "//localhost:4318",
  "http:localhost:4318",
  "http:/localhost:4318",
  "http://",
  "http:///path",
  "http://?x",
  "http://host:port",
  "http://host:99999",
  "http://exa mple",
  "http://[::1",
  "ftp://host",
  "grpc://host:4317",
  "unix:/tmp/socket",
  "file:///tmp/x",
  "javascript:alert(1)",
  "not a URL",
  "http//localhost",
  '"http://localhost:4318"',
];
for (const text of BAD) {
  Deno.test(`parseHttpEndpoint() refuses ${text}`, () => {
    assert.deepEqual(parseHttpEndpoint(text), { expected: "a URL like http://localhost:4318" });
  });
}
