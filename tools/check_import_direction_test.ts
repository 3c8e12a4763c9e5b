import assert from "node:assert/strict";
import { checkImportDirection } from "./check_import_direction.ts";
import type { ImportKind } from "./source/parse_module_graph.ts";

function problemsOf(path: string, target: string, kind: ImportKind = "static"): readonly string[] {
  const modules = [{ path, imports: [{ specifier: target, target, kind, line: 7 }] }];
  return checkImportDirection({ modules, sources: new Map(), configs: new Map() }).problems;
}

function setup(from: string, to: string, kind?: ImportKind): readonly string[] {
  return problemsOf(`packages/telemetry-setup/${from}`, `packages/telemetry-setup/${to}`, kind);
}

const ALLOWED: readonly (readonly [string, string, ImportKind?])[] = [
  ["config/resolve_config.ts", "diagnostics/diagnostics.ts"],
  ["config/a.ts", "config/sub/b.ts"],
  ["resource/host.ts", "config/telemetry_config.ts", "type"],
  ["transports/http.ts", "processors/encoder.ts", "type"],
  ["processors/batch.ts", "transports/transport.ts", "type"],
  ["processors/record_exporter.ts", "transports/route.ts", "type"],
  ["providers/tracer.ts", "resource/detect_resource.ts"],
  ["cli/instrument.ts", "start_telemetry.ts", "dynamic"],
  ["cli/doctor.ts", "transports/spool/read.ts"],
  ["start_telemetry.ts", "providers/tracer.ts"],
  ["start_telemetry_sync.ts", "instrumentations/http/serve.ts"],
  ["testing/record_telemetry.ts", "start_telemetry.ts"],
  ["start_signals.ts", "create_pipelines.ts"],
  ["resource/detect_resource.ts", "deno.json"],
  ["diagnostics/x_test.ts", "start_telemetry.ts"],
  ["diagnostics/x_bench.ts", "start_telemetry.ts"],
  ["diagnostics/testdata/x.ts", "start_telemetry.ts"],
];

for (const [from, to, kind = "static"] of ALLOWED) {
  Deno.test(`checkImportDirection() accepts a ${kind} import of ${to}, when ${from} has it`, () => {
    assert.deepEqual(setup(from, to, kind), []);
  });
}

const REFUSED: readonly (readonly [string, string, ImportKind, RegExp])[] = [
  ["diagnostics/x.ts", "transports/http.ts", "static", /diagnostics may import nothing of ours/],
  ["config/x.ts", "resource/host.ts", "type", /config may import diagnostics\//],
  [
    "resource/host.ts",
    "config/parse.ts",
    "static",
    /only "import type" from the contract config\//,
  ],
  ["processors/batch.ts", "transports/http.ts", "type", /processors may import packages\/otlp\//],
  ["processors/batch.ts", "transports/transport.ts", "static", /only "import type"/],
  ["instrumentations/x.ts", "providers/tracer.ts", "type", /instrumentations may import/],
  ["cli/instrument.ts", "start_telemetry.ts", "static", /only lazily, with import\(\)/],
  ["cli/instrument.ts", "transports/http.ts", "dynamic", /cli may import config\//],
  ["config/x.ts", "start_telemetry.ts", "static", /config may import/],
];

for (const [from, to, kind, message] of REFUSED) {
  Deno.test(`checkImportDirection() refuses a ${kind} import of ${to}, when ${from} has it`, () => {
    const problems = setup(from, to, kind);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", message);
    assert.ok(problems[0]?.startsWith(`packages/telemetry-setup/${from}:7: imports "`));
  });
}

Deno.test("checkImportDirection() lets instrumentations import the API, its names, Hono and built-ins only", () => {
  const from = "packages/telemetry-setup/instrumentations/http/x.ts";
  const allowed = [
    "npm:@opentelemetry/api@1.10.0",
    "npm:@opentelemetry/semantic-conventions@1.45.0/incubating",
    "npm:/hono@4.13.19/route",
    "node:async_hooks",
  ];
  for (const target of allowed) assert.deepEqual(problemsOf(from, target), []);
  for (
    const target of [
      "npm:@opentelemetry/sdk-trace@3.1.0",
      "npm:@opentelemetry/api-logs@0.223.1",
      "npm:hono-x@1",
    ]
  ) {
    assert.match(
      problemsOf(from, target)[0] ?? "",
      /instrumentations\/ may import only @opentelemetry\/api,/,
    );
  }
});

Deno.test("checkImportDirection() lets instrumentations import types of what they instrument, not values", () => {
  const from = "packages/telemetry-setup/instrumentations/logtape.ts";
  const target = "npm:@logtape/logtape@2.4.2";
  assert.deepEqual(problemsOf(from, target, "type"), []);
  assert.match(problemsOf(from, target)[0] ?? "", /may only "import type" from @logtape\/logtape$/);
});

Deno.test("checkImportDirection() names a file once, when it has no place in the table", () => {
  for (const file of ["surprise/x.ts", "surprise.ts", "constructor/x.ts"]) {
    assert.deepEqual(setup(file, "config/x.ts"), [
      `packages/telemetry-setup/${file}:1: is neither in a folder of the import table nor a composition root`,
    ]);
  }
});

Deno.test("checkImportDirection() lets dice-core import the API only", () => {
  const from = "packages/dice-core/roll_dice.ts";
  assert.deepEqual(problemsOf(from, "npm:@opentelemetry/api@1.10.0", "type"), []);
  assert.deepEqual(problemsOf(from, "packages/dice-core/roll_instruments.ts"), []);
  assert.deepEqual(problemsOf("packages/dice-core/roll_dice_test.ts", "node:assert/strict"), []);
  for (const target of ["node:crypto", "npm:hono@4.13.19", "packages/telemetry-setup/mod.ts"]) {
    assert.match(
      problemsOf(from, target)[0] ?? "",
      /dice-core\/ may import only @opentelemetry\/api$/,
    );
  }
});

Deno.test("checkImportDirection() refuses apps, tools and benchmarks, when a package imports them", () => {
  for (const target of ["apps/dice-server/app.ts", "tools/ok.ts", "benchmarks/x.ts"]) {
    const rule = `no package may import from ${target.split("/")[0]}/`;
    assert.deepEqual(problemsOf("packages/telemetry-setup/mod.ts", target), [
      `packages/telemetry-setup/mod.ts:7: imports "${target}": ${rule}`,
    ]);
  }
  assert.deepEqual(problemsOf("apps/dice-server/main.ts", "apps/dice-server/app.ts"), []);
});

Deno.test("checkImportDirection() refuses a jsr: specifier, when a test or deno.json has it", () => {
  assert.match(problemsOf("tools/x_test.ts", "jsr:@std/assert")[0] ?? "", /nothing may need JSR/);
  const configs = new Map([[
    "deno.json",
    '{\n  "imports": {\n    "a": "jsr:@std/assert@1"\n  }\n}',
  ]]);
  assert.deepEqual(checkImportDirection({ modules: [], sources: new Map(), configs }).problems, [
    "deno.json:3: jsr: specifier: nothing may need JSR",
  ]);
});

function mentions(source: string, path = "packages/telemetry-setup/cli/x.ts"): readonly string[] {
  const sources = new Map([[path, source]]);
  return checkImportDirection({ modules: [], sources, configs: new Map() }).problems;
}

Deno.test("checkImportDirection() names the line, when code reads the environment", () => {
  for (
    const source of [
      "\nDeno.env.get('A');",
      "\nprocess?.env['A'];",
      "\nconst { env } = Deno;",
      "\nimport { env } from 'node:process';",
      "\n`${Deno . env.get('A')}`",
    ]
  ) {
    assert.deepEqual(mentions(source), [
      "packages/telemetry-setup/cli/x.ts:2: reads the environment: " +
      "only packages/telemetry-setup/config/read_env.ts may",
    ]);
  }
});

Deno.test("checkImportDirection() accepts a mention of the environment, when it is no code or allowed there", () => {
  assert.deepEqual(mentions("// Deno.env\n/** process.env */ 'Deno.env';"), []);
  for (
    const path of [
      "packages/telemetry-setup/config/read_env.ts",
      "packages/telemetry-setup/config/copy_env.ts",
      "packages/telemetry-setup/cli/x_test.ts",
      "apps/dice-server/main.ts",
    ]
  ) assert.deepEqual(mentions("Deno.env.get('A')", path), []);
});

Deno.test("checkImportDirection() accepts that the viewer's store imports the contract and OTLP", () => {
  for (const target of ["apps/viewer/contract/mod.ts", "packages/otlp/mod.ts", "node:sqlite"]) {
    assert.deepEqual(problemsOf("apps/viewer/store/open_store.ts", target), []);
  }
  assert.deepEqual(problemsOf("apps/viewer/main.ts", "apps/viewer/store/open_store.ts"), []);
});

Deno.test("checkImportDirection() refuses that a part of the viewer imports what comes after it", () => {
  const cases = [
    ["apps/viewer/store/open_store.ts", "apps/viewer/api/app.ts"],
    ["apps/viewer/contract/mod.ts", "apps/viewer/store/open_store.ts"],
    ["apps/viewer/ui/app.tsx", "apps/viewer/store/open_store.ts"],
    ["apps/viewer/store/open_store.ts", "packages/telemetry-setup/mod.ts"],
  ] as const;
  for (const [path, target] of cases) {
    assert.match(problemsOf(path, target).join(), /^apps\/viewer\/.* may import apps|packages/);
  }
});
