import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import {
  SPAN_ID,
  TRACE_CONTEXT_CASES,
  TRACE_ID,
} from "./providers/propagators/testdata/trace_context_cases.ts";
import { readAddress } from "./testdata/read_address.ts";
import { postRaw, type RawRequest } from "./testdata/post_raw.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const pathOf = (file: string) => fileURLToPath(import.meta.resolve(file));
/** Nothing takes longer, or the application is ended. */
const DEADLINE_MS = 60_000;

Deno.test("A service under register.ts hands on what came, in every case", { ignore }, async () => {
  await using service = await startService();
  const [sent, expected] = [new Map<string, unknown>(), new Map<string, unknown>()];
  for (const { name, headers, trace, flags, state } of TRACE_CONTEXT_CASES) {
    const [call, ...more] = await service.callbacks(headers, 1);
    assert.ok(call !== undefined && more.length === 0, name);
    const { traceId, spanId, traceFlags } = call;
    assert.notEqual(spanId, SPAN_ID, name);
    sent.set(name, {
      trace: traceId === TRACE_ID ? "continued" : "new",
      ...flags === undefined ? {} : { flags: traceFlags },
      state: call.state,
    });
    expected.set(name, {
      trace,
      ...flags === undefined ? {} : { flags },
      state: state ?? null,
    });
    // Where a trace begins here, its id is random, and the sampler takes all.
    if (trace === "new") assert.equal(traceFlags, 3, name);
  }
  assert.deepEqual(sent, expected);
});

for (
  const [what, headers, isContinued] of [
    ["a valid parent", [["traceparent", `00-${TRACE_ID}-${SPAN_ID}-01`]], true],
    ["no parent", [], false],
    ["a parent that is not valid", [["traceparent", `00-${TRACE_ID}-${"0".repeat(16)}-01`]], false],
  ] as const
) {
  Deno.test(
    `A service's calls for one request are one trace, with ${what}`,
    { ignore },
    async () => {
      await using service = await startService();
      const calls = await service.callbacks(headers, 3);
      assert.equal(calls.length, 3);
      const traceIds = new Set(calls.map(({ traceId }) => traceId));
      assert.equal(traceIds.size, 1);
      assert.equal(traceIds.has(TRACE_ID), isContinued);
      assert.equal(new Set(calls.map(({ spanId }) => spanId)).size, 3);
    },
  );
}

/** The trace context of a request that the service sent. */
interface Callback {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly state: string | null;
}

interface Service extends AsyncDisposable {
  /** Sends a request that asks for so many back. */
  callbacks(headers: RawRequest["headers"], count: number): Promise<readonly Callback[]>;
}

async function startService(): Promise<Service> {
  await using undo = new AsyncDisposableStack();
  let received: Callback[] = [];
  const harness = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ headers }) => {
    received.push(readCallback(headers));
    return Response.json(null);
  });
  undo.defer(() => harness.shutdown());
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--quiet",
      "--allow-net=127.0.0.1",
      "--allow-env",
      "--allow-sys",
      `--preload=${pathOf("./register.ts")}`,
      pathOf("./testdata/trace_context_app.ts"),
    ],
    env: { NO_COLOR: "1", OTEL_TRACES_EXPORTER: "console", OTEL_METRICS_EXPORTER: "none" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).spawn();
  undo.defer(async () => {
    child.kill();
    await child.status;
  });
  const port = Number((await readAddress(child.stderr)).port);
  const stack = undo.move();
  return {
    async callbacks(headers, count) {
      received = [];
      const url = `http://127.0.0.1:${harness.addr.port}/`;
      const body = JSON.stringify(Array.from({ length: count }, () => ({ url, arguments: [] })));
      assert.match(await postRaw({ port, headers, body }), /^HTTP\/1\.1 200 /);
      return received;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function readCallback(headers: Headers): Callback {
  // Two headers would be joined by a comma, which the format has not.
  const [, traceId = "", spanId = "", flags = ""] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(headers.get("traceparent") ?? "") ?? [];
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    state: headers.get("tracestate"),
  };
}
