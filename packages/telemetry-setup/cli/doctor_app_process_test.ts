import assert from "node:assert/strict";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { runDoctor } from "./testdata/run_doctor.ts";

const ignore = !mayRunApps();

/** Nothing is sent, so that only the application is left to be wrong. */
const QUIET = {
  OTEL_TRACES_EXPORTER: "none",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_LOGS_EXPORTER: "none",
};

async function diagnose(source: string, permissions: readonly string[] = ["--allow-all"]) {
  const folder = await Deno.makeTempDir();
  try {
    const app = `${folder}/app.ts`;
    if (source !== "") await Deno.writeTextFile(app, source);
    const { wrong, ok, code, stderr } = await runDoctor({ args: [app], env: QUIET, permissions });
    const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll(folder, "DIR"));
    return { code, wrong: plain(wrong), ok: plain(ok), stderr };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("opentelemetry-doctor PATH finds nothing in an application of its own", {
  ignore,
}, async () => {
  const { code, ok, wrong, stderr } = await diagnose(
    'import { trace } from "npm:@opentelemetry/api@1.9.1"; trace.getTracer("app");',
  );
  assert.deepEqual([code, wrong], [0, []], stderr);
  assert.ok(ok.includes("@opentelemetry/api: the application's copy 1.9.1 is heard"), `${ok}`);
});

Deno.test("opentelemetry-doctor PATH finds an SDK that the application brings", {
  ignore,
}, async () => {
  const { code, wrong, stderr } = await diagnose(
    'import { NodeSDK } from "npm:@opentelemetry/sdk-node@0.301.0"; new NodeSDK().start();',
  );
  assert.equal(code, 1, stderr);
  const line = "Cannot be the only SDK: the application brings @opentelemetry/sdk-node 0.301.0; " +
    "remove it";
  assert.ok(wrong.includes(`@opentelemetry/sdk-node: ${line}`), wrong.join("\n"));
});

Deno.test("opentelemetry-doctor PATH finds a module that is not there", { ignore }, async () => {
  const { code, wrong } = await diagnose("");
  assert.equal(code, 1);
  assert.deepEqual(wrong, [
    'application: Cannot look into DIR/app.ts: Module not found "file://DIR/app.ts".',
  ]);
});

Deno.test("opentelemetry-doctor PATH names the permission that it lacks", { ignore }, async () => {
  const { code, wrong } = await diagnose("export {};", [
    "--allow-env",
    "--allow-read",
    "--allow-sys",
  ]);
  assert.equal(code, 1);
  assert.deepEqual(wrong, [
    "application: Cannot look into DIR/app.ts: not permitted; add --allow-run=deno",
  ]);
});
