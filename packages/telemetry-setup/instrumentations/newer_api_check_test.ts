import assert from "node:assert/strict";
import { createNoopMeter, diag, DiagLogLevel, type MeterProvider } from "@opentelemetry/api";
import { createNewerApiCheck } from "./newer_api_check.ts";

const OURS: MeterProvider = { getMeter: () => createNoopMeter() };
const copyOf = (meterProvider: MeterProvider) => ({
  metrics: { getMeterProvider: () => meterProvider },
});

function warnings(run: () => void): readonly string[] {
  const lines: string[] = [];
  const warn = (line: string) => void lines.push(line);
  const other = () => {};
  const logger = { error: warn, warn, info: other, debug: other, verbose: other };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  try {
    run();
  } finally {
    diag.disable();
  }
  return lines;
}

Deno.test("createNewerApiCheck() warns once, when a copy does not see our provider", () => {
  const { replace } = createNewerApiCheck(OURS);
  const other = copyOf({ getMeter: () => createNoopMeter() });
  const lines = warnings(() => {
    assert.equal(replace(other), other);
    replace(other);
  });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /^Cannot record what .* newer than ours/);
});

Deno.test("createNewerApiCheck() says nothing, when a copy sees our provider or is too old", () => {
  const { replace } = createNewerApiCheck(OURS);
  assert.deepEqual(warnings(() => [copyOf(OURS), {}].forEach((copy) => replace(copy))), []);
});

Deno.test("createNewerApiCheck() knows the API's entry in every layout, and no other file", () => {
  const { url } = createNewerApiCheck(OURS);
  for (
    const path of [
      "/npm/registry.example.org/@opentelemetry/api/1.9.1/build/src/index.js",
      "/npm/registry.example.org/@opentelemetry/api/1.11.0/dist/index.mjs",
      "/app/node_modules/@opentelemetry/api/build/esm/index.js",
      "/app/node_modules/.deno/@opentelemetry+api@1.11.0/node_modules/@opentelemetry/api/dist/index.mjs",
    ]
  ) assert.match(path, url);
  for (
    const path of [
      "/app/node_modules/@opentelemetry/api/dist/experimental/index.mjs",
      "/app/node_modules/@opentelemetry/api-logs/build/src/index.js",
      "/app/node_modules/@opentelemetry/api/node_modules/other/dist/index.js",
    ]
  ) assert.doesNotMatch(path, url);
});
