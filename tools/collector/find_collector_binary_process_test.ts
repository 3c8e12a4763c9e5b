import assert from "node:assert/strict";
import { join } from "node:path";
import { collectorCache } from "./collector_cache.ts";
import { findCollectorBinary } from "./find_collector_binary.ts";

const ignore = (["read", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const BUILDER_CONFIG = "dist:\n  version: 0.158.0\n";

/** A repository that holds nothing but a `builder.yaml`. */
class Repository {
  readonly root = Deno.makeTempDirSync();
  readonly cache = collectorCache(BUILDER_CONFIG, {
    root: this.root,
    readEnv: () => undefined,
    os: Deno.build.os,
  });

  constructor() {
    Deno.mkdirSync(join(this.root, "collector"));
    Deno.writeTextFileSync(join(this.root, "collector/builder.yaml"), BUILDER_CONFIG);
    Deno.mkdirSync(this.cache.folder, { recursive: true });
  }

  find(env: Record<string, string> = {}): string | undefined {
    return findCollectorBinary({ root: this.root, readEnv: (name) => env[name] });
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.root, { recursive: true });
  }
}

Deno.test(
  "findCollectorBinary() finds the built Collector, when builder.yaml is what it was built from",
  { ignore },
  () => {
    using repository = new Repository();
    assert.equal(repository.find(), undefined);
    Deno.writeTextFileSync(repository.cache.binary, "");
    assert.equal(repository.find(), repository.cache.binary);
  },
);

Deno.test("findCollectorBinary() finds nothing, when builder.yaml has changed since the build", {
  ignore,
}, () => {
  using repository = new Repository();
  Deno.writeTextFileSync(repository.cache.binary, "");
  Deno.writeTextFileSync(
    join(repository.root, "collector/builder.yaml"),
    BUILDER_CONFIG + "exporters: []\n",
  );
  assert.equal(repository.find(), undefined);
});

Deno.test("findCollectorBinary() takes OTELCOL_BIN, when it names a file", { ignore }, () => {
  using repository = new Repository();
  const named = join(repository.root, "mine");
  Deno.writeTextFileSync(named, "");
  Deno.writeTextFileSync(repository.cache.binary, "");
  assert.equal(repository.find({ OTELCOL_BIN: named }), named);
});

Deno.test("findCollectorBinary() throws, when OTELCOL_BIN names no file", { ignore }, () => {
  using repository = new Repository();
  Deno.writeTextFileSync(repository.cache.binary, "");
  const missing = join(repository.root, "missing");
  for (const named of [missing, repository.root, join(repository.cache.binary, "below")]) {
    assert.throws(() => repository.find({ OTELCOL_BIN: named }), {
      message: `Cannot use OTELCOL_BIN: there is no file ${named}`,
    });
  }
});
