import assert from "node:assert/strict";
import { instrumentCommand } from "../cli/testdata/instrument_command.ts";
import { mayRunApps } from "../cli/testdata/may_run_apps.ts";
import { createOutsideApp } from "../cli/testdata/outside_app.ts";
import { startSpanCounter } from "../testing/start_span_counter.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

/** What the resource of the only span says, of an application that may do nothing by itself. */
async function resourceOf(env: Readonly<Record<string, string>>) {
  await using receiver = await startSpanCounter();
  await using app = await createOutsideApp();
  const command = instrumentCommand(["deno", "run", "--no-prompt", "main.ts"], {
    cwd: app.folder,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  });
  const { code, stderr } = await command.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.equal(receiver.spans.length, 1, new TextDecoder().decode(stderr));
  return receiver.spans[0]!.resource;
}

Deno.test("opentelemetry-instrument permits the variables of the platform, and no prompt comes", {
  ignore,
}, async () => {
  const resource = await resourceOf({
    K_SERVICE: "dice",
    K_REVISION: "dice-00002-abc",
    K_CONFIGURATION: "dice",
  });
  assert.equal(resource["cloud.platform"], "gcp_cloud_run");
  assert.equal(resource["faas.name"], "dice");
  assert.equal(resource["faas.version"], "dice-00002-abc");
  // Deno gives /proc only where everything is permitted.
  assert.equal("container.id" in resource, false);
});

Deno.test("opentelemetry-instrument permits what a pod knows of itself", { ignore }, async () => {
  const resource = await resourceOf({
    KUBERNETES_SERVICE_HOST: "10.96.0.1",
    POD_NAME: "dice-7d9c5b6f4-x2x9k",
    POD_NAMESPACE: "games",
  });
  assert.equal(resource["k8s.pod.name"], "dice-7d9c5b6f4-x2x9k");
  assert.equal(resource["k8s.namespace.name"], "games");
});
