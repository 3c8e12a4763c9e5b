import type { ConfigurationModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import { resolveConfig } from "../config/resolve_config.ts";
import manifest from "../deno.json" with { type: "json" };
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { entityRefsOf } from "./entity_refs.ts";
import { detectResource, type DetectResourceOptions } from "./detect_resource.ts";
import type { ResourceFacts } from "./runtime_facts.ts";

const FACTS: ResourceFacts = {
  mainModule: () => import.meta.resolve("./app/main.ts"),
  readTextFile: (path) =>
    path.endsWith("deno.json") ? '{"name":"@me/dice","version":"1.2.3"}' : undefined,
  executablePath: () => "/usr/local/bin/deno",
  hostName: () => "host-1",
  osRelease: () => "6.1.0",
  processId: () => 4711,
  build: () => ({ arch: "x86_64", os: "linux", standalone: false }),
  versions: () => ({ deno: "2.9.6", v8: "15.0", typescript: "6.0.3" }),
  randomUuid: () => "11111111-2222-4333-8444-555555555555",
};

function detect(
  facts: Partial<ResourceFacts> = {},
  config: ConfigurationModel = {},
  options: DetectResourceOptions = {},
) {
  return detectResource(config, { ...options, facts: { ...FACTS, ...facts } }).attributes;
}

Deno.test("detectResource() tells service, process, runtime, host and system, and nothing else", () => {
  const { "telemetry.sdk.version": sdkVersion, ...attributes } = detect();
  assert.match(String(sdkVersion), /^\d+\.\d+\.\d+$/);
  assert.deepEqual(attributes, {
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.sdk.language": "nodejs",
    "telemetry.distro.name": "otel-deno",
    "telemetry.distro.version": manifest.version,
    "service.name": "@me/dice",
    "service.version": "1.2.3",
    "service.instance.id": "11111111-2222-4333-8444-555555555555",
    "process.pid": 4711,
    "process.executable.name": "deno",
    "process.runtime.name": "deno",
    "process.runtime.version": "2.9.6",
    "process.runtime.description": "Deno 2.9.6 (V8 15.0, TypeScript 6.0.3)",
    "host.name": "host-1",
    "host.arch": "amd64",
    "os.type": "linux",
    "os.version": "6.1.0",
  });
});

Deno.test("detectResource() is settled when it returns", () => {
  assert.equal(detectResource({}, { facts: FACTS }).asyncAttributesPending, false);
});

Deno.test("detectResource() names the schema of its attributes, or the user's", () => {
  assert.equal(
    detectResource({}, { facts: FACTS }).schemaUrl,
    "https://opentelemetry.io/schemas/1.45.0",
  );
  const config = { resource: { schema_url: "https://example.com/1.0" } };
  assert.equal(detectResource(config, { facts: FACTS }).schemaUrl, "https://example.com/1.0");
});

Deno.test("detectResource() lets the user's attributes win and adds the others", () => {
  const attributes = detect({}, {
    resource: {
      attributes: [
        { name: "service.name", value: "dice" },
        { name: "service.instance.id", value: "mine" },
        { name: "host.name", value: "elsewhere" },
        { name: "team", value: "blue" },
        { name: "zones", value: ["a", "b"] },
      ],
    },
  });
  assert.equal(attributes["service.name"], "dice");
  assert.equal(attributes["service.instance.id"], "mine");
  assert.equal(attributes["host.name"], "elsewhere");
  assert.equal(attributes["team"], "blue");
  assert.deepEqual(attributes["zones"], ["a", "b"]);
});

Deno.test("detectResource() takes the app's version, when the user set the name only", () => {
  const attributes = detect({}, {
    resource: { attributes: [{ name: "service.name", value: "dice" }] },
  });
  assert.equal(attributes["service.version"], "1.2.3");
});

Deno.test("detectResource() passes over entries without a value", () => {
  const attributes = detect({}, {
    resource: {
      attributes: [{ name: "service.name", value: null }, { name: "team", value: null }],
    },
  });
  assert.equal(attributes["service.name"], "@me/dice");
  assert.equal("team" in attributes, false);
});

Deno.test("detectResource() does not know the service, when the app has no manifest", () => {
  const attributes = detect({ readTextFile: () => undefined });
  assert.equal(attributes["service.name"], "unknown_service:deno");
  assert.equal("service.version" in attributes, false);
});

Deno.test("detectResource() names an unknown service after its executable, when it was compiled", () => {
  const facts = {
    readTextFile: () => undefined,
    executablePath: () => "C:\\apps\\dice.exe",
    build: () => ({ arch: "x86_64", os: "windows", standalone: true }),
  };
  const attributes = detect(facts);
  assert.equal(attributes["service.name"], "unknown_service:dice.exe");
  assert.equal(attributes["process.executable.name"], "dice.exe");
});

for (
  const [arch, os, hostArch, osType] of [
    ["x86_64", "windows", "amd64", "windows"],
    ["aarch64", "darwin", "arm64", "darwin"],
    ["aarch64", "android", "arm64", "linux"],
    ["riscv64", "freebsd", "riscv64", "freebsd"],
    ["x86_64", "illumos", "amd64", "solaris"],
  ] as const
) {
  Deno.test(`detectResource() says ${hostArch} and ${osType}, when Deno says ${arch} and ${os}`, () => {
    const attributes = detect({ build: () => ({ arch, os, standalone: false }) });
    assert.deepEqual([attributes["host.arch"], attributes["os.type"]], [hostArch, osType]);
  });
}

Deno.test("detectResource() leaves out what may not be known, and says so", () => {
  const messages: string[] = [];
  const silent = () => {};
  const diagnostics: Diagnostics = {
    error: silent,
    warn: silent,
    info: silent,
    debug: (message) => messages.push(message),
  };
  const denied = { hostName: () => undefined, osRelease: () => undefined };
  const attributes = detect(denied, {}, { diagnostics });
  assert.equal("host.name" in attributes, false);
  assert.equal("os.version" in attributes, false);
  assert.deepEqual(messages, [
    "Cannot detect host.name: unknown or not permitted",
    "Cannot detect os.version: unknown or not permitted",
  ]);
});

Deno.test("detectResource() does not throw, when every fact throws", () => {
  const fail = () => {
    throw new Deno.errors.NotCapable("Requires access");
  };
  const facts = Object.fromEntries(Object.keys(FACTS).map((name) => [name, fail]));
  const attributes = detect(facts as Partial<ResourceFacts>);
  assert.equal(attributes["service.name"], "unknown_service:deno");
  assert.equal(attributes["telemetry.distro.name"], "otel-deno");
  assert.equal("process.pid" in attributes, false);
});

Deno.test("detectResource() neither throws nor asks, when nothing is permitted", {
  permissions: {},
}, () => {
  const attributes = detectResource({}).attributes;
  assert.equal(attributes["process.pid"], Deno.pid);
  assert.match(
    String(attributes["service.instance.id"]),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal("host.name" in attributes, false);
});

Deno.test("detectResource() is another instance each time", () => {
  const id = () => detectResource({}).attributes["service.instance.id"];
  assert.notEqual(id(), id());
});

/** The resource of a configuration with these entities, and attributes that the user set. */
function withEntities(entities: string, attributes: Readonly<Record<string, string>> = {}) {
  const env: Record<string, string> = {
    OTEL_ENTITIES: entities,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes).map((pair) => pair.join("=")).join(","),
  };
  return detectResource(resolveConfig((name) => env[name]).config);
}

Deno.test("detectResource() gives the resource the attributes of entities, and says which are whose", () => {
  const resource = withEntities(
    "service{service.name=dice}[service.version=2]@https://example.org/1;host{host.id=h1}",
  );
  assert.equal(resource.attributes["service.name"], "dice");
  assert.equal(resource.attributes["service.version"], "2");
  assert.equal(resource.attributes["host.id"], "h1");
  assert.deepEqual(entityRefsOf(resource), [
    {
      type: "service",
      schemaUrl: "https://example.org/1",
      idKeys: ["service.name"],
      descriptionKeys: ["service.version"],
    },
    { type: "host", schemaUrl: "", idKeys: ["host.id"], descriptionKeys: [] },
  ]);
});

Deno.test("detectResource() lets attributes win over entities, and drops one with another identity", () => {
  const resource = withEntities("service{service.name=dice}[a=1];host{host.id=h1}[a=1]", {
    "service.name": "other",
    a: "2",
  });
  assert.equal(resource.attributes["service.name"], "other");
  assert.equal(resource.attributes["a"], "2");
  assert.deepEqual(entityRefsOf(resource).map(({ type }) => type), ["host"]);
});
