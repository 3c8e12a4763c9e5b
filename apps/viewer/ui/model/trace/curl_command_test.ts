import { equal } from "node:assert/strict";
import { makeTrace } from "../../testing/make_trace.ts";
import { curlCommand } from "./curl_command.ts";

function curl(attributes: Readonly<Record<string, string>>) {
  const list = Object.entries(attributes).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
  return curlCommand(makeTrace([{ id: "1", from: 0, to: 1, attributes: list }]).spans[0]!);
}

Deno.test("curlCommand() uses the whole address, when a client span has it", () => {
  equal(
    curl({ "http.request.method": "POST", "url.full": "http://localhost:8080/a?b=1" }),
    "curl -X POST 'http://localhost:8080/a?b=1'",
  );
});

Deno.test("curlCommand() puts the address together, when a server span has its parts", () => {
  equal(
    curl({
      "http.request.method": "GET",
      "url.scheme": "https",
      "server.address": "::1",
      "server.port": "8443",
      "url.path": "/rolldice",
      "url.query": "rolls=2",
    }),
    "curl 'https://[::1]:8443/rolldice?rolls=2'",
  );
});

Deno.test("curlCommand() lets the shell take nothing from the span, when it has quotes and commands", () => {
  equal(
    curl({
      "http.request.method": "GET; rm",
      "url.full": "http://h/'$(id)`id`",
      "http.request.header.x-a": "it's",
    }),
    "curl 'http://h/'\\''$(id)`id`' -H 'x-a: it'\\''s'",
  );
});

Deno.test("curlCommand() is absent, when the span is not of HTTP", () => {
  equal(curl({ "db.system.name": "sqlite" }), undefined);
});
