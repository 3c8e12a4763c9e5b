import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mayRunProcesses } from "./testing/may_run_processes.ts";
import { readDockerfile } from "./testing/read_dockerfile.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";

const DOCKERFILE = new URL("Dockerfile", import.meta.url);
const ignore = !mayRunProcesses() ||
  Deno.permissions.querySync({ name: "read", path: DOCKERFILE }).state !== "granted";

Deno.test("Dockerfile's health check succeeds, when the server is up, and fails, when it is not", {
  ignore,
}, async () => {
  const check = (await readDockerfile()).find(({ name }) => name === "HEALTHCHECK");
  const [, command] = /CMD (.*)$/.exec(check!.value) ?? [];
  const [program, ...args]: string[] = JSON.parse(command!);
  equal(program, "deno");
  const healthCheck = async (port: number) => {
    const env = { APPLICATION_PORT: String(port) };
    const { code } = await new Deno.Command(Deno.execPath(), { args, env }).output();
    return code;
  };

  await using server = await startDiceServer({ args: ["--port", "0"] });
  equal(await healthCheck(server.port), 0);
  const { restOfStderr } = await server.stop();
  deepEqual(restOfStderr.map((line) => line.slice(25)), [
    "INFO  [dice-server] GET /healthz 200",
  ]);
  ok(await healthCheck(server.port) > 0);
});

Deno.test("Dockerfile's command starts the server", { ignore }, async () => {
  const command = (await readDockerfile()).find(({ name }) => name === "CMD");
  const server = new Deno.Command(Deno.execPath(), {
    args: JSON.parse(command!.value),
    cwd: new URL("../../", import.meta.url),
    env: {
      APPLICATION_HOST: "127.0.0.1",
      APPLICATION_PORT: "0",
      OTEL_TRACES_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_LOG_LEVEL: "warn",
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = server.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader.read();
  server.kill("SIGTERM");
  while (!(await reader.read()).done);
  await server.stdout.cancel();
  const { code } = await server.status;

  match(first.value ?? "", /^dice-server is ready on http:\/\/localhost:\d+\/rolldice\n$/);
  equal(code, 143);
});
