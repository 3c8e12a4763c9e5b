import assert from "node:assert/strict";
import { checkOtelVersions } from "./check_otel_versions.ts";

function lock(npm: Readonly<Record<string, readonly string[]>>): string {
  return JSON.stringify({
    version: "5",
    npm: Object.fromEntries(
      Object.entries(npm).map(([id, dependencies]) => [id, { integrity: "x", dependencies }]),
    ),
  });
}

Deno.test("checkOtelVersions() names both versions and who needs them, when a package is there twice", () => {
  const text = lock({
    "@opentelemetry/api@1.10.0": [],
    "@opentelemetry/core@2.0.0_@opentelemetry+api@1.10.0": [],
    "@opentelemetry/core@3.1.0_@opentelemetry+api@1.10.0": [],
    "@opentelemetry/sdk-trace@3.1.0": ["@opentelemetry/core@3.1.0_@opentelemetry+api@1.10.0"],
    "other@1.0.0": ["@opentelemetry/core@2.0.0_@opentelemetry+api@1.10.0"],
    "other@2.0.0": [],
  });
  assert.deepEqual(checkOtelVersions(text, new Map()).problems, [
    "deno.lock:1: @opentelemetry/core is installed 2 times (one version each): " +
    "2.0.0_@opentelemetry+api@1.10.0 for other@1.0.0; " +
    "3.1.0_@opentelemetry+api@1.10.0 for @opentelemetry/sdk-trace@3.1.0",
  ]);
});

Deno.test("checkOtelVersions() blames deno.json, when no package needs a version", () => {
  const text = lock({ "@opentelemetry/core@2.0.0": [], "@opentelemetry/core@3.1.0": [] });
  const [problem = ""] = checkOtelVersions(text, new Map()).problems;
  assert.match(problem, /2\.0\.0 for deno\.json; 3\.1\.0 for deno\.json$/);
});

Deno.test("checkOtelVersions() finds nothing, when each package is there once and pinned", () => {
  const text = lock({ "@opentelemetry/api@1.10.0": [], "@opentelemetry/api-logs@0.223.1": [] });
  const config = '{ "imports": { "@opentelemetry/api": "npm:@opentelemetry/api@1.10.0" } }';
  assert.deepEqual(checkOtelVersions(text, new Map([["deno.json", config]])).problems, []);
});

Deno.test("checkOtelVersions() refuses ranges, when deno.json imports an @opentelemetry package with one", () => {
  const config = [
    '"a": "npm:@opentelemetry/core@^3.1.0",',
    '"b": "npm:@opentelemetry/resources",',
    '"c/": "npm:/@opentelemetry/core@~3.1/",',
    '"d": "npm:@opentelemetry/sdk-logs@3.1.0-rc.1/x", "e": "npm:hono@^4"',
  ].join("\n");
  assert.deepEqual(checkOtelVersions(lock({}), new Map([["deno.json", config]])).problems, [
    'deno.json:1: @opentelemetry/core is imported as "^3.1.0" (one exact version, no range)',
    'deno.json:2: @opentelemetry/resources is imported as "" (one exact version, no range)',
    'deno.json:3: @opentelemetry/core is imported as "~3.1" (one exact version, no range)',
  ]);
});
