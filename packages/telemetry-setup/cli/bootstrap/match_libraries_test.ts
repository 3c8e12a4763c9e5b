import assert from "node:assert/strict";
import { matchLibraries } from "./match_libraries.ts";

function match(...found: readonly string[]) {
  return matchLibraries(found.map((text) => {
    const at = text.lastIndexOf("@");
    return { name: text.slice(0, at), version: text.slice(at + 1) };
  }));
}

function packagesOf(...found: readonly string[]): readonly string[] {
  return match(...found).flatMap(({ packages }) => packages.map(({ name }) => name));
}

Deno.test("matchLibraries() finds nothing for what is not in the table", () => {
  assert.deepEqual(match("left-pad@1.3.0"), []);
});

Deno.test("matchLibraries() finds the instrumentation with the version that was measured", () => {
  const [finding] = match("pg@8.23.1");
  assert.deepEqual(finding?.packages, [
    { name: "@opentelemetry/instrumentation-pg", version: "0.77.0" },
  ]);
  assert.deepEqual(finding?.versions, ["8.23.1"]);
});

for (
  const [version, supported] of [
    ["16.15.0", true],
    ["17.0.0", false],
    ["17.1.0", false],
    ["13.2.0", false],
    ["^16", true],
    [">=14", true],
    ["^17.0.0", false],
    ["latest", true],
    ["17.0.0-alpha.1", false],
  ] as const
) {
  Deno.test(`matchLibraries() says ${supported} of graphql ${version}`, () => {
    const [finding] = match(`graphql@${version}`);
    assert.equal(finding?.supported, supported);
    assert.equal(finding?.packages.length, supported ? 1 : 0);
  });
}

Deno.test("matchLibraries() is content with one version of several", () => {
  assert.deepEqual(packagesOf("graphql@17.0.0", "graphql@16.0.0"), [
    "@opentelemetry/instrumentation-graphql",
  ]);
});

Deno.test("matchLibraries() lists what is built in without a package", () => {
  const [finding] = match("hono@4.13.19");
  assert.deepEqual([finding?.from, finding?.packages], ["built in", []]);
});

Deno.test("matchLibraries() leaves the server above a framework's spans to what is built in", () => {
  assert.deepEqual(packagesOf("express@5.3.0"), ["@opentelemetry/instrumentation-express"]);
});

Deno.test("matchLibraries() adds what an instrumentation loads without depending on it", () => {
  assert.deepEqual(packagesOf("winston@3.19.0"), [
    "@opentelemetry/instrumentation-winston",
    "@opentelemetry/winston-transport",
  ]);
});
