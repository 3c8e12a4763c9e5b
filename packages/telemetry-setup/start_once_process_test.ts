import assert from "node:assert/strict";
import { join } from "node:path";
import { instrumentCommand } from "./cli/testdata/instrument_command.ts";
import { mayRunApps } from "./cli/testdata/may_run_apps.ts";
import { createOutsideApp } from "./cli/testdata/outside_app.ts";
import manifest from "./deno.json" with { type: "json" };

const ignore = !mayRunApps() || Deno.build.os === "windows";
const LINE = `otel-deno ${manifest.version}: @outside/app → traces console, metrics, logs none; ` +
  "sampler parentbased_always_on";

/** What a command says, of the lines that are ours; `deno test` prints all of it on standard output. */
async function instrument(
  words: readonly string[],
  { env = {}, files = {} }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Promise<{ readonly code: number; readonly ours: readonly string[] }> {
  await using app = await createOutsideApp();
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(app.folder, name), text);
  }
  const { code, stdout, stderr } = await instrumentCommand(words, {
    cwd: app.folder,
    env: { OTEL_LOG_LEVEL: "info", OTEL_TRACES_EXPORTER: "console", ...env },
  }).output();
  const output = words[1] === "test" ? stdout : stderr;
  const ours = new TextDecoder().decode(output).split("\n")
    .filter((line) => line.startsWith("otel-deno"));
  return { code, ours };
}

const WORKERS = `
  import { Worker as NodeWorker } from "node:worker_threads";
  const url = new URL("./worker.ts", import.meta.url);
  const web = new Worker(url, { type: "module" });
  await new Promise((resolve) => web.onmessage = resolve);
  web.terminate();
  await new Promise((resolve) => new NodeWorker(url).on("exit", resolve));
`;

for (
  const [name, words, files] of [
    ["deno run", ["deno", "run", "main.ts"], {}],
    ["a shell script", ["sh", "start.sh"], {}],
    ["an application and its child", ["deno", "run", "-A", "main.ts", "child"], {}],
    ["the files of deno test", ["deno", "test", "some_test.ts", "second_test.ts"], {
      "second_test.ts": 'Deno.test("passes, too", () => {});',
    }],
    ["an application with worker threads", ["deno", "run", "-A", "workers.ts"], {
      "workers.ts": WORKERS,
      "worker.ts": "globalThis.postMessage?.(1);",
    }],
  ] as const
) {
  Deno.test(`startOnce() says in one line what was started, for ${name}`, { ignore }, async () => {
    assert.deepEqual((await instrument(words, { files })).ours, [LINE]);
  });
}

Deno.test("startOnce() says it once for the threads of deno serve --parallel", {
  ignore,
}, async () => {
  const files = {
    // The other threads have started when the first request is served, or soon after.
    "serve.ts": `
      setTimeout(() => Deno.exit(0), 1500);
      export default { fetch: () => new Response("") };
    `,
  };
  const { ours } = await instrument(["deno", "serve", "--parallel", "--port=0", "serve.ts"], {
    files,
    env: { DENO_JOBS: "3", OTEL_DENO_DELIVERY: "inline" },
  });
  assert.deepEqual(ours, [LINE]);
});

Deno.test("startOnce() shows no secret", { ignore }, async () => {
  const { ours } = await instrument(["deno", "run", "main.ts"], {
    env: {
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://me:s3cr3t@127.0.0.1:9/s3cr3t?key=s3cr3t",
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=s3cr3t",
      OTEL_TRACES_SAMPLER: "always_off",
    },
  });
  assert.deepEqual(ours, [
    `otel-deno ${manifest.version}: @outside/app → traces otlp http://127.0.0.1:9 (http/json), ` +
    "metrics, logs none; sampler always_off",
  ]);
});

Deno.test("startOnce() says that telemetry is disabled", { ignore }, async () => {
  const { ours } = await instrument(["deno", "run", "main.ts"], {
    env: { OTEL_SDK_DISABLED: "true" },
  });
  assert.deepEqual(ours, [
    `otel-deno ${manifest.version}: @outside/app → nothing: ` +
    "telemetry is disabled, trace context is passed on",
  ]);
});

for (const level of ["none", "error", "warn"]) {
  Deno.test(`startOnce() says nothing with OTEL_LOG_LEVEL=${level}`, { ignore }, async () => {
    const { code, ours } = await instrument(["deno", "run", "main.ts"], {
      env: { OTEL_LOG_LEVEL: level },
    });
    assert.deepEqual([code, ours], [0, []]);
  });
}
