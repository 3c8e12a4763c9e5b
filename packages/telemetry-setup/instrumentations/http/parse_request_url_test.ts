import assert from "node:assert/strict";
import { parseRequestUrl } from "./parse_request_url.ts";

const CASES: readonly (readonly [
  url: string,
  scheme: string,
  host: string,
  port: number | undefined,
  path: string,
  query: string,
])[] = [
  ["http://localhost/", "http", "localhost", 80, "/", ""],
  ["http://localhost", "http", "localhost", 80, "/", ""],
  ["https://example.com/a/b", "https", "example.com", 443, "/a/b", ""],
  ["http://example.com:8080/a?b=c&d", "http", "example.com", 8080, "/a", "b=c&d"],
  ["https://example.com:80/", "https", "example.com", 80, "/", ""],
  ["http://Example.COM/Path", "http", "example.com", 80, "/Path", ""],
  ["http://127.0.0.1:8000/x", "http", "127.0.0.1", 8000, "/x", ""],
  ["http://[::1]/x", "http", "::1", 80, "/x", ""],
  ["http://[2001:db8::1]:8443/x?y", "http", "2001:db8::1", 8443, "/x", "y"],
  ["http://user:secret@host:99/", "http", "host", 99, "/", ""],
  ["http://a@b@host/", "http", "host", 80, "/", ""],
  ["http://x/*", "http", "x", 80, "/*", ""],
  ["http://example.com:443", "http", "example.com", 443, "/", ""],
  ["http://h?q=1", "http", "h", 80, "/", "q=1"],
  ["http://h/a?", "http", "h", 80, "/a", ""],
  ["http://h/a?b?c=/d", "http", "h", 80, "/a", "b?c=/d"],
  ["http://h/a#b?c", "http", "h", 80, "/a", ""],
  ["http://h/a?b#c", "http", "h", 80, "/a", "b"],
  ["http://h//a/../b", "http", "h", 80, "//a/../b", ""],
  ["http://h/%zz?%zz=%ff", "http", "h", 80, "/%zz", "%zz=%ff"],
  ["ws://h/a", "http", "h", 80, "/a", ""],
  ["wss://h/a", "https", "h", 443, "/a", ""],
  ["http+unix://hh/u?x", "http", "hh", undefined, "/u", "x"],
  ["http+unix://hh:8080/u", "http", "hh", 8080, "/u", ""],
];

for (const [url, scheme, host, port, path, query] of CASES) {
  Deno.test(`parseRequestUrl() takes ${url} apart`, () => {
    assert.deepEqual(parseRequestUrl(url), { scheme, host, port, path, query });
  });
}

Deno.test("parseRequestUrl() keeps the path, when the host is none that URL accepts", () => {
  for (const host of ["a b", "h:notaport", "xn--", "h:", "h:1234567", "[::1", "%"]) {
    const { path, query, scheme } = parseRequestUrl(`http://${host}/a?b`);
    assert.deepEqual({ path, query, scheme }, { path: "/a", query: "b", scheme: "http" }, host);
  }
});

Deno.test("parseRequestUrl() takes what is no URL at all for the path", () => {
  assert.deepEqual(parseRequestUrl("*"), {
    scheme: "http",
    host: "",
    port: 80,
    path: "*",
    query: "",
  });
});

Deno.test("parseRequestUrl() agrees with URL, when the URL is a plain one", () => {
  for (const [text] of CASES) {
    if (!/^https?:\/\/[a-z0-9.:[\]]+(\/[a-z0-9/]*)?(\?[^#]*)?$/i.test(text)) continue;
    const url = new URL(text);
    const parsed = parseRequestUrl(text);
    assert.equal(`${parsed.scheme}:`, url.protocol);
    assert.equal(parsed.path, url.pathname);
    assert.equal(parsed.query, url.search.slice(1));
  }
});

Deno.test("parseRequestUrl() takes a URL apart as before, whatever came before it", () => {
  const origins = [
    "http://h",
    "http://h:80",
    "http://h:8080",
    "https://h",
    "http://H",
    "http://ha",
  ];
  const rests = [
    "",
    "/",
    "/a",
    "/a?b",
    "?b",
    "/a#b?c",
    "/a?b#c",
    "//h/a",
    ":1/a",
    "@h/a",
    "/a:b@c",
  ];
  const urls = [...CASES.map(([url]) => url), "*", "", "http://", "http:///a"];
  for (const origin of origins) urls.push(...rests.map((rest) => origin + rest));
  const alone = new Map(urls.map((url) => {
    // Two others before it: nothing of it is known.
    for (const other of ["http://other/", "http://another/"]) parseRequestUrl(other);
    return [url, parseRequestUrl(url)];
  }));
  for (const before of urls) {
    for (const url of urls) {
      parseRequestUrl(before);
      for (const time of ["first", "second"]) {
        assert.deepEqual(parseRequestUrl(url), alone.get(url), `${url} after ${before}, ${time}`);
      }
    }
  }
});
