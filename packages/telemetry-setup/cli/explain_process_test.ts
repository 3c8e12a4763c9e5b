import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";

const ignore = !mayRunApps();
const EXPLAIN = fileURLToPath(new URL("explain.ts", import.meta.url));

async function explain(...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-env", EXPLAIN, ...args],
    env: {
      OTEL_SERVICE_NAME: "dice",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "api-key=hidden",
      OTEL_EXPORTER_OTLP_TIMEOUT: "5",
    },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

Deno.test(
  "opentelemetry-explain prints what is set, and with --all the rest",
  { ignore },
  async () => {
    const { code, stdout, stderr } = await explain();
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^ {2}attributes\[0\] +service\.name=dice +OTEL_SERVICE_NAME$/m);
    assert.match(stdout, /^ {2}timeout +5 +OTEL_EXPORTER_OTLP_TIMEOUT {2}\(default: 10000\)$/m);
    assert.match(stdout, /^ {2}headers\[0\] +api-key=\*\*\* +OTEL_EXPORTER_OTLP_TRACES_HEADERS$/m);
    assert.doesNotMatch(stdout, /schedule_delay|hidden/);
    assert.match((await explain("--all")).stdout, /^ {2}schedule_delay +5000 +default$/m);
  },
);

Deno.test("opentelemetry-explain --json prints the same for programs", { ignore }, async () => {
  const { code, stdout } = await explain("--json");
  assert.equal(code, 0);
  const { file, settings } = JSON.parse(stdout);
  assert.equal(file, null);
  const path = "tracer_provider.processors[0].batch.schedule_delay";
  assert.deepEqual(
    settings.find((setting: { readonly path: string }) => setting.path === path),
    { path, value: 5000, source: "default", default: 5000 },
  );
  assert.doesNotMatch(stdout, /hidden/);
});

Deno.test("opentelemetry-explain refuses what it does not know", { ignore }, async () => {
  for (
    const [args, message] of [
      [["--json", "--xml=s3cret"], "Cannot use --xml: no such option; see --help"],
      [["https://user:s3cret@host/"], "Cannot use an argument: there are options only; see --help"],
    ] as const
  ) {
    const { code, stderr } = await explain(...args);
    assert.deepEqual([code, stderr], [2, `opentelemetry-explain: ${message}\n`]);
  }
});

Deno.test(
  "opentelemetry-explain exits with 1 and says why, when the configuration file cannot be used",
  {
    ignore,
  },
  async () => {
    const path = await Deno.makeTempFile({ suffix: ".yaml" });
    try {
      for (const args of [[], ["--json"]]) {
        const { code, stdout } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "--no-prompt", "-A", EXPLAIN, ...args],
          env: { OTEL_CONFIG_FILE: path },
        }).output();
        assert.equal(code, 1, args.join());
        if (args[0] === "--as-config-file") assert.equal(stdout.length, 0);
        else assert.match(new TextDecoder().decode(stdout), /Cannot use the .*: it is empty/);
      }
    } finally {
      await Deno.remove(path);
    }
  },
);
