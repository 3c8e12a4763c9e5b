import assert from "node:assert/strict";
import { resolveConfigFile } from "./file/resolve_config_file.ts";
import { toInstrumentationConfig } from "./instrumentation_config.ts";
import { resolveConfig } from "./resolve_config.ts";

Deno.test("toInstrumentationConfig() takes what the environment says of instrumentations", () => {
  const env: Record<string, string> = {
    OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SERVER_REQUEST: "x-.*,accept",
    OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS: "GET,BREW",
    OTEL_DENO_SENSITIVE_QUERY_PARAMETERS: "token",
    OTEL_DENO_EXCLUDED_URLS: "healthz",
  };
  const given = toInstrumentationConfig(resolveConfig((name) => env[name]).config);
  assert.deepEqual(given.http.server, {
    request_captured_headers: ["x-.*", "accept"],
    response_captured_headers: [],
    known_methods: ["GET", "BREW"],
  });
  assert.deepEqual(given.sensitive_query_parameters, ["token"]);
  assert.deepEqual(given.otel_deno.http_server_excluded_urls, ["healthz"]);
});

Deno.test("toInstrumentationConfig() is the defaults of the environment, when a model says nothing", () => {
  assert.deepEqual(
    toInstrumentationConfig({}),
    toInstrumentationConfig(resolveConfig(() => undefined).config),
  );
});

Deno.test("toInstrumentationConfig() finds nothing missing in a model that was resolved", () => {
  const fromEnv = resolveConfig(() => undefined).config;
  const fromFile = resolveConfigFile("otel.yaml", {
    parse: () => ({ model: {}, warnings: [] }),
    readEnv: () => undefined,
  }).config;
  for (const config of [fromEnv, fromFile]) {
    // A copy counts as made by hand: what is missing there would be filled in.
    assert.deepEqual(toInstrumentationConfig(config), toInstrumentationConfig({ ...config }));
  }
});

Deno.test("toInstrumentationConfig() gives what nobody can change", () => {
  const config = toInstrumentationConfig({});
  assert.throws(() => Object.assign(config.http.server, { known_methods: [] }), TypeError);
  assert.throws(() => Object.assign(config.otel_deno, { trust_proxy: true }), TypeError);
});
