import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { instrumentCommand } from "../cli/testdata/instrument_command.ts";
import { mayRunApps } from "../cli/testdata/may_run_apps.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

/** Uses what every version has, and of the newer ones what it finds. */
const APP = `
import * as api from "@opentelemetry/api";
const { metrics, trace } = api;
trace.getTracer("app").startActiveSpan("span of the app", (span) => {
  metrics.getMeter("app").createCounter("counter.of.the.app").add(1);
  api.logs?.getLogger("app").emit({ body: "log of the app" });
  span.end();
});
`;

async function run(folder: string) {
  await Deno.writeTextFile(join(folder, "main.js"), APP);
  const env = {
    OTEL_TRACES_EXPORTER: "console",
    OTEL_METRICS_EXPORTER: "console",
    OTEL_LOGS_EXPORTER: "console",
  };
  const command = instrumentCommand(["deno", "run", "main.js"], { cwd: folder, env });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-api-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const version of ["1.3.0", "1.9.1", "1.10.0"]) {
  Deno.test(
    `an app with its own API ${version} gets telemetry`,
    { ignore },
    () =>
      inFolder(async (folder) => {
        const imports = { "@opentelemetry/api": `npm:@opentelemetry/api@${version}` };
        await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ imports }));
        const { code, stdout, stderr } = await run(folder);
        assert.equal(code, 0, stderr);
        assert.match(stdout, /"span of the app"/);
        assert.match(stdout, /"counter\.of\.the\.app"/);
        assert.equal(stdout.includes('"log of the app"'), version === "1.10.0");
        assert.doesNotMatch(stderr, /otel-deno: /);
      }),
  );
}

Deno.test(
  "an app with the older API of logs gets log records",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const imports = {
        "@opentelemetry/api": "npm:@opentelemetry/api@1.9.1",
        "@opentelemetry/api-logs": "npm:@opentelemetry/api-logs@0.200.0",
      };
      await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ imports }));
      await Deno.writeTextFile(
        join(folder, "logs.js"),
        'import { logs } from "@opentelemetry/api-logs";\n' +
          'logs.getLogger("app").emit({ body: "older log" });\n',
      );
      const env = { OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "console" };
      const { stdout, stderr } = await instrumentCommand(["deno", "run", "logs.js"], {
        cwd: folder,
        env,
      }).output();
      assert.match(new TextDecoder().decode(stdout), /"older log"/);
      assert.doesNotMatch(new TextDecoder().decode(stderr), /otel-deno: /);
    }),
);

Deno.test(
  "an app with its own newer API is told why it has no telemetry",
  { ignore },
  () =>
    inFolder(async (folder) => {
      // The next minor version is not there yet: ours, with its number changed.
      const entry = fileURLToPath(import.meta.resolve("@opentelemetry/api"));
      const target = join(folder, "node_modules/@opentelemetry/api");
      const changed = await copyAsVersion(dirname(dirname(entry)), target, "1.11.0");
      assert.ok(changed > 0);
      await Deno.writeTextFile(join(folder, "package.json"), '{ "dependencies": {} }');
      const { code, stdout, stderr } = await run(folder);
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stdout, /of the app/);
      const lines = stderr.split("\n").filter((line) => line.startsWith("otel-deno: "));
      assert.equal(lines.length, 1, stderr);
      assert.match(
        lines[0] ?? "",
        /warning: Cannot record what .* own copy of @opentelemetry\/api/,
      );
    }),
);

/** Returns how many files had the number in them. */
async function copyAsVersion(source: string, target: string, version: string): Promise<number> {
  await Deno.mkdir(target, { recursive: true });
  let changed = 0;
  for await (const { name, isDirectory } of Deno.readDir(source)) {
    const [from, to] = [join(source, name), join(target, name)];
    if (isDirectory) {
      changed += await copyAsVersion(from, to, version);
      continue;
    }
    const text = await Deno.readTextFile(from);
    const renumbered = text.replaceAll("1.10.0", version);
    if (renumbered !== text) changed++;
    await Deno.writeTextFile(to, renumbered);
  }
  return changed;
}
