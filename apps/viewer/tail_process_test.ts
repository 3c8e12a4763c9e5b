import assert from "node:assert/strict";
import { startViewerProcess } from "./testing/start_viewer_process.ts";

const ignore = (["env", "net", "read", "run"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const TAIL = new URL("./tail.ts", import.meta.url).href;

function tail(args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-net", "--allow-env", "--allow-read", TAIL]
      .concat(args),
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test(
  "opentelemetry-tail shows what a viewer takes, and ends with it",
  { ignore },
  async () => {
    const viewer = await startViewerProcess();
    assert.ok("url" in viewer);
    await using _ = viewer;
    const child = tail(["--url", viewer.url, "logs"]);
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const record = {
      timeUnixNano: "1700000000000000000",
      severityNumber: 13,
      body: { stringValue: "\u001b[2Jalice is rolling the dice" },
    };
    const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
    let text = "";
    const read = lines.read().then(({ value }) => text = value ?? "");
    // Until it listens, nothing is shown.
    for (const end = performance.now() + 20_000; text === "" && performance.now() < end;) {
      const headers = { "content-type": "application/json" };
      await (await fetch(`${viewer.otlpHttp}/v1/logs`, { method: "POST", headers, body })).text();
      await Promise.race([read, new Promise((resolve) => setTimeout(resolve, 100))]);
    }
    assert.match(text, /WARN {2}unknown_service \\u001b\[2Jalice is rolling the dice\n/);
    await viewer.end("SIGTERM");
    await lines.cancel();
    assert.equal(await new Response(child.stderr).text(), "Cannot go on: the viewer has ended\n");
    assert.equal((await child.status).code, 1);
  },
);

Deno.test(
  "opentelemetry-tail ends with a line, when an option or the viewer is wrong",
  { ignore },
  async () => {
    const wrong = await tail(["spans"]).output();
    assert.equal(wrong.code, 2);
    assert.match(new TextDecoder().decode(wrong.stderr), /^Cannot use argument "spans": .*\n$/);
    const missing = await tail(["--url", "http://127.0.0.1:9"]).output();
    assert.equal(missing.code, 1);
    assert.match(new TextDecoder().decode(missing.stderr), /^Cannot reach a viewer on .*\n$/);
  },
);
