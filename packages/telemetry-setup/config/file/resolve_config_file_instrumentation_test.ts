import assert from "node:assert/strict";
import { describeProblem } from "../config_problem.ts";
import { toInstrumentationConfig } from "../instrumentation_config.ts";
import { resolveConfigFile } from "./resolve_config_file.ts";

function resolve(model: object) {
  const { config, problems, notes } = resolveConfigFile("otel.yaml", {
    parse: () => ({ model: structuredClone(model), warnings: [] }),
    readEnv: () => undefined,
  });
  return { ...toInstrumentationConfig(config), messages: problems.map(describeProblem), notes };
}

Deno.test("resolveConfigFile() takes what is recorded of HTTP servers from the general part", () => {
  const { http, sensitive_query_parameters, messages } = resolve({
    "instrumentation/development": {
      general: {
        http: {
          server: {
            request_captured_headers: ["x-.{1,3}", "["],
            response_captured_headers: ["server-timing"],
            known_methods: ["GET", "BREW"],
          },
        },
        sanitization: { url: { sensitive_query_parameters: ["token"] } },
      },
    },
  });
  assert.deepEqual(http.server, {
    request_captured_headers: ["x-.{1,3}"],
    response_captured_headers: ["server-timing"],
    known_methods: ["GET", "BREW"],
  });
  assert.deepEqual(sensitive_query_parameters, ["token"]);
  assert.deepEqual(messages, [
    'Cannot use instrumentation/development.general.http.server.request_captured_headers="x-.{1,3},[": ' +
    "expected regular expressions, without [; using x-.{1,3}",
  ]);
});

Deno.test("resolveConfigFile() takes what is recorded of HTTP clients from the general part", () => {
  const { http, messages } = resolve({
    "instrumentation/development": {
      general: { http: { client: { request_captured_headers: ["a"], known_methods: ["GET"] } } },
    },
  });
  assert.deepEqual(http.client, {
    request_captured_headers: ["a"],
    response_captured_headers: [],
    known_methods: ["GET"],
  });
  assert.deepEqual(messages, []);
});

Deno.test("resolveConfigFile() takes settings of instrumentations from the distribution's part", () => {
  const { otel_deno, messages } = resolve({
    distribution: {
      otel_deno: {
        disabled_instrumentations: ["console", "flask"],
        diagnostics_channels: ["mysql2:query", "a,b"],
        diagnostics_channel_fields: "database",
        excluded_urls: ["/a{1,2}$"],
        trust_proxy: true,
        log_level: "error",
        log_correlation: true,
        log_code_attributes: true,
        log_auto_instrumentation: false,
        sanitized_headers: [".*token.*"],
        exception_signal_opt_in: "logs/dup",
        exit_timeout: 5,
        delivery: "inline",
        entities: "host{host.id=h1}",
        mode: "augment",
      },
    },
  });
  assert.deepEqual(otel_deno.disabled_instrumentations, ["console"]);
  assert.deepEqual(otel_deno.http_server_excluded_urls, ["/a{1,2}$"]);
  assert.deepEqual(otel_deno.sanitized_headers, [".*token.*"]);
  const { trust_proxy, log_level, log_correlation, log_code_attributes } = otel_deno;
  assert.deepEqual(
    { trust_proxy, log_level, log_correlation, log_code_attributes },
    { trust_proxy: true, log_level: "error", log_correlation: true, log_code_attributes: true },
  );
  const { log_auto_instrumentation, exception_signal_opt_in, exit_timeout, delivery } = otel_deno;
  assert.deepEqual(
    { log_auto_instrumentation, exception_signal_opt_in, exit_timeout, delivery },
    {
      log_auto_instrumentation: false,
      exception_signal_opt_in: "logs/dup",
      exit_timeout: 5,
      delivery: "inline",
    },
  );
  assert.deepEqual(otel_deno.entities.map(({ type }) => type), ["host"]);
  assert.equal(otel_deno.mode, "augment");
  assert.deepEqual(otel_deno.diagnostics_channels, ["mysql2:query", "a,b"]);
  assert.deepEqual(otel_deno.diagnostics_channel_fields, ["database"]);
  assert.deepEqual(messages.length, 1);
  assert.match(
    messages[0] ?? "",
    /^Cannot use distribution\.otel_deno\.disabled_instr.*without flask; using console$/,
  );
});
