import assert from "node:assert/strict";
import { join } from "node:path";
import { buildCollector } from "./build_collector.ts";
import { collectorCache } from "./collector_cache.ts";
import { isFile } from "./is_file.ts";

// Stand-ins for go and the builder are shell scripts.
const ignore = Deno.build.os === "windows" ||
  (["read", "write", "run"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const BUILDER_CONFIG = "dist:\n  name: otelcol\n  version: 0.158.0\n";

/** Answers `go version`; `go install` puts a builder into GOBIN that writes what it was told to. */
const GO = `#!/bin/sh
if [ "$1" = version ]; then exit 0; fi
echo "$*" >> "$0.log"
cat > "$GOBIN/builder" <<'END'
#!/bin/sh
folder=$(sed -n 's/^  output_path: "\\(.*\\)"$/\\1/p' "$2")
cp "$2" "$folder/otelcol"
END
chmod +x "$GOBIN/builder"
`;

/** A repository that holds nothing but a `builder.yaml`, and a stand-in for Go. */
class Repository {
  readonly root = Deno.makeTempDirSync();
  readonly go = join(this.root, "go");
  readonly reported: string[] = [];
  readonly cache = collectorCache(BUILDER_CONFIG, {
    root: this.root,
    readEnv: () => undefined,
    os: Deno.build.os,
  });

  constructor(go: string) {
    Deno.mkdirSync(join(this.root, "collector"));
    Deno.writeTextFileSync(join(this.root, "collector/builder.yaml"), BUILDER_CONFIG);
    Deno.writeTextFileSync(this.go, go, { mode: 0o755 });
    Deno.mkdirSync(join(this.cache.builder, ".."), { recursive: true });
  }

  build(go = this.go): Promise<string> {
    return buildCollector({
      root: this.root,
      readEnv: () => undefined,
      report: (line) => this.reported.push(line),
      go,
    });
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.root, { recursive: true });
  }
}

Deno.test("buildCollector() installs the builder of the same version and keeps what it builds", {
  ignore,
}, async () => {
  using repository = new Repository(GO);
  assert.equal(await repository.build(), repository.cache.binary);
  assert.equal(
    Deno.readTextFileSync(`${repository.go}.log`),
    "install go.opentelemetry.io/collector/cmd/builder@v0.158.0\n",
  );
  // The stand-in's "binary" is the configuration it was given.
  const given = Deno.readTextFileSync(repository.cache.binary);
  assert.equal(given.replace(/^ {2}output_path: .*\n/m, ""), BUILDER_CONFIG);
  const left = [...Deno.readDirSync(repository.cache.folder)].map((entry) => entry.name);
  assert.equal(left.filter((name) => name.startsWith("build-")).length, 0);
});

Deno.test(
  "buildCollector() needs no Go, when the Collector is up to date",
  { ignore },
  async () => {
    using repository = new Repository("#!/bin/sh\nexit 1\n");
    Deno.writeTextFileSync(repository.cache.binary, "");
    assert.equal(await repository.build(), repository.cache.binary);
    assert.deepEqual(repository.reported, ["The Collector 0.158.0 is up to date"]);
  },
);

Deno.test(
  "buildCollector() says what to install, when Go is missing or broken",
  { ignore },
  async () => {
    using repository = new Repository("#!/bin/sh\nexit 1\n");
    for (const go of [repository.go, join(repository.root, "missing")]) {
      await assert.rejects(repository.build(go), {
        message: "Cannot build the Collector: there is no working go on PATH; " +
          "install Go from https://go.dev/doc/install",
      });
    }
  },
);

Deno.test(
  "buildCollector() throws and leaves no binary, when a step fails",
  { ignore },
  async () => {
    using repository = new Repository(GO.replace("cp ", "exit 3; cp "));
    await assert.rejects(repository.build(), /^Error: Cannot build the Collector: .* exit code 3$/);
    assert.equal(isFile(repository.cache.binary), false);
  },
);
