import assert from "node:assert/strict";
import manifest from "./deno.json" with { type: "json" };
import { fileURLToPath } from "node:url";

const ENTRY = { preload: "register.ts", require: "register_sync.cjs" } as const;
const APP = fileURLToPath(new URL("testdata/one_span.ts", import.meta.url));
const ignore = (["run", "read", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const FILE = `
file_format: "1.1"
resource:
  attributes: [{ name: service.name, value: from-file }]
tracer_provider:
  processors: [{ simple: { exporter: { console: } } }]
`;

async function run(
  entry: keyof typeof ENTRY,
  env: Readonly<Record<string, string>>,
  permissions: readonly string[] = ["--allow-read", "--allow-env"],
) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/otel.yaml`, FILE);
    const registered = fileURLToPath(new URL(ENTRY[entry], import.meta.url));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", ...permissions, `--${entry}=${registered}`, APP],
      env: { ...env, NO_COLOR: "1" },
      cwd: folder,
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: decode(stdout), stderr: decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const entry of ["preload", "require"] as const) {
  Deno.test(
    `startFromEnvironment() starts what a file asks for, with --${entry}`,
    { ignore },
    async () => {
      const { code, stdout, stderr } = await run(entry, {
        OTEL_CONFIG_FILE: "otel.yaml",
        OTEL_SERVICE_NAME: "from-environment",
      });
      assert.equal(code, 0, stderr);
      const line =
        `otel-deno ${manifest.version}: from-file → traces console, metrics, logs none; ` +
        "sampler parentbased_always_on\n";
      assert.equal(stderr, `${line}app runs\n`);
      assert.match(stdout, /"name": "work"/);
      assert.match(stdout, /from-file/);
      assert.doesNotMatch(stdout, /from-environment/);
    },
  );

  Deno.test(
    `startFromEnvironment() ends with 2 before the app, when it is strict, with --${entry}`,
    { ignore },
    async () => {
      const { code, stderr } = await run(entry, {
        OTEL_DENO_STRICT: "true",
        OTEL_LOG_LEVEL: "loud",
        OTEL_BSP_SCHEDULE_DELAY: "soon",
        OTEL_EXPORTER_OTLP_HEADERS: "authorization Bearer s3cr3t",
        OTEL_EXPORTER_OTLP_ENDPOINT: "https//me:s3cr3t@collector:4318",
        OTEL_TRACES_SAMPLER: "jaeger_remote",
        OTEL_TRACES_SAMPLER_ARG: "endpoint=http://me:s3cr3t@jaeger:14250,colour=red",
      });
      assert.equal(code, 2, stderr);
      assert.doesNotMatch(stderr, /app runs|s3cr3t/);
      assert.equal(stderr.match(/error: Cannot use OTEL_/g)?.length, 5, stderr);
    },
  );
}

Deno.test("startFromEnvironment() lets the app run without telemetry, when the file is missing", {
  ignore,
}, async () => {
  const { code, stdout, stderr } = await run("preload", { OTEL_CONFIG_FILE: "missing.yaml" });
  assert.equal(code, 0, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /Cannot use the configuration file missing\.yaml: there is no such file/);
  assert.doesNotMatch(stderr, /^otel-deno \d/m);
  assert.match(stderr, /app runs/);
});

Deno.test(
  "startFromEnvironment() names the flag to add, when the parser may not read the environment",
  { ignore },
  async () => {
    const { code, stderr } = await run("preload", { OTEL_CONFIG_FILE: "otel.yaml" }, [
      "--allow-read",
      "--allow-env=OTEL_*",
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /otel\.yaml: .*--allow-env=LOG_TOKENS,LOG_STREAM/);
  },
);
