import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { DeliverResult, DeliverTask } from "./testdata/deliver.ts";
import { deliverArguments, runDeliver } from "./testdata/run_deliver.ts";

const denied = (["net", "read", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
/** Gives a program a terminal; Linux and macOS have different ones by that name. */
const SCRIPT = "/usr/bin/script";
const canHaveTerminal = !denied && exists(SCRIPT);

const FOLDERS = ["./", "../../otlp/"]
  .map((folder) => fileURLToPath(new URL(folder, import.meta.url))).join();
/** Of the outcomes of a run, what does not depend on time. */
function kindsOf({ outcomes }: DeliverResult) {
  return outcomes.map((outcome) => [
    outcome.kind,
    outcome.kind === "accepted" ? outcome.rejectedCount : "reason" in outcome && outcome.reason,
  ]);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function task(protocol: "http" | "grpc", endpoint: string): DeliverTask {
  return { protocol, endpoint, end: "flush", payloads: 2 };
}

for (const protocol of ["http", "grpc"] as const) {
  Deno.test(
    `openDelivery() needs the endpoint, its own folders and nothing else for ${protocol}`,
    {
      ignore: denied,
    },
    async () => {
      // With an answer that has to be read: that loads a library.
      const message = new Uint8Array([0x0a, 0x02, 0x08, 0x07]);
      await using receiver = await startFaultyReceiver({
        protocol,
        misbehave: { kind: "message", message },
      });
      const { code, result, stderr } = await runDeliver(task(protocol, receiver.endpoint), [
        `--allow-net=127.0.0.1:${receiver.port}`,
        `--allow-read=${FOLDERS}`,
      ]);
      const accepted = ["accepted", 7];
      assert.deepEqual([result.canSettle, kindsOf(result)], [true, [accepted, accepted]]);
      assert.deepEqual([code, result.messages, stderr], [0, [], ""]);
    },
  );

  Deno.test(
    `openDelivery() delivers ${protocol} inline and names the flag, without read permission`,
    {
      ignore: denied,
    },
    async () => {
      await using receiver = await startFaultyReceiver({ protocol });
      const { code, result, stderr } = await runDeliver(task(protocol, receiver.endpoint), [
        `--allow-net=127.0.0.1:${receiver.port}`,
      ]);
      const accepted = ["accepted", 0];
      assert.deepEqual([result.canSettle, kindsOf(result)], [false, [accepted, accepted]]);
      assert.deepEqual(result.messages, [
        "otel-deno: warning: Cannot start the delivery worker, what is recorded right before " +
        `Deno.exit may be lost: not permitted; add --allow-read=${FOLDERS}`,
      ]);
      assert.deepEqual([code, stderr], [0, ""]);
    },
  );

  Deno.test(`openDelivery() refuses ${protocol} and names the flag, without net permission`, {
    ignore: denied,
  }, async () => {
    const { code, result, stderr } = await runDeliver(task(protocol, "http://127.0.0.1:4318"), [
      "--allow-net=127.0.0.1:4319",
      `--allow-read=${FOLDERS}`,
    ]);
    const refused = ["refused", "not permitted; add --allow-net=127.0.0.1:4318"];
    assert.deepEqual(kindsOf(result), [refused, refused]);
    assert.deepEqual(result.messages, [
      "otel-deno: warning: Cannot send telemetry to http://127.0.0.1:4318: " +
      "not permitted; add --allow-net=127.0.0.1:4318",
    ]);
    assert.deepEqual([code, stderr], [0, ""]);
  });
}

Deno.test("openDelivery() counts at the end what is under way, when it is inline", {
  ignore: denied,
}, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  const { result } = await runDeliver(
    { ...task("http", receiver.endpoint), end: "settle twice" },
    [`--allow-net=127.0.0.1:${receiver.port}`],
  );
  const destination = receiver.endpoint;
  assert.deepEqual(result.remains, [{
    lost: [
      { destination, signal: "traces", itemCount: 10 },
      { destination, signal: "metrics", itemCount: 10 },
    ],
    kept: [],
  }, { lost: [], kept: [] }]);
});

for (const [way, flags] of [["inline", []], ["in the worker", ["--allow-read"]]] as const) {
  Deno.test(`openDelivery() makes a last attempt without the wait after end(), ${way}`, {
    ignore: denied,
  }, async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: {
        kind: "status",
        status: 503,
        headers: { "retry-after": "20" },
      },
    });
    const { code, result } = await runDeliver(
      { protocol: "http", endpoint: receiver.endpoint, end: "end", failures: 1 },
      ["--allow-net", ...flags],
    );
    assert.deepEqual(result.outcomes, []);
    assert.equal(receiver.requests.length, 2);
    assert.equal(code, 0);
  });
}

for (const protocol of ["http", "grpc"] as const) {
  for (
    const [permission, flags] of [
      ["any permission", []],
      ["read permission", ["--allow-net"]],
      ["net permission", ["--allow-read"]],
      ["env permission", ["--allow-net", "--allow-read"]],
    ] as const
  ) {
    Deno.test(`openDelivery() asks nothing on a terminal, without ${permission} for ${protocol}`, {
      // Where there is no such terminal, the tests above still run.
      ignore: !canHaveTerminal,
    }, async () => {
      await using receiver = await startFaultyReceiver({ protocol });
      const command = [
        Deno.execPath(),
        ...deliverArguments(task(protocol, receiver.endpoint), flags),
      ];
      const { stdout, success } = await new Deno.Command(SCRIPT, {
        args: Deno.build.os === "darwin"
          ? ["-q", "/dev/null", ...command]
          : ["--quiet", "--return", "--command", command.map(quote).join(" "), "/dev/null"],
        stdin: "null",
        stdout: "piped",
        env: { NO_COLOR: "1" },
        signal: AbortSignal.timeout(20_000),
      }).output();
      const output = new TextDecoder().decode(stdout);
      assert.doesNotMatch(output, /Allow\?|prompt/i);
      assert.match(output, /^\{"canSettle":.*"outcomes":\[\{.*\},\{.*\}\]/m);
      assert.ok(success);
    });
  }
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

Deno.test("openDelivery() delivers everything in a program that ends at once", {
  ignore: denied,
}, async () => {
  for (const protocol of ["http", "grpc"] as const) {
    await using receiver = await startFaultyReceiver({ protocol });
    const { code, result } = await runDeliver({
      protocol,
      endpoint: receiver.endpoint,
      end: "settle",
      payloads: 5,
    });
    assert.deepEqual([code, result.remains, result.messages], [7, [{ lost: [], kept: [] }], []]);
    assert.equal(result.outcomes.length, 5);
    assert.deepEqual(receiver.requests.map(({ payload }) => payload[0]).sort(), [0, 1, 2, 3, 4]);
  }
});

Deno.test("openDelivery() adds up for each signal what nothing took, and ends early", {
  ignore: denied,
}, async () => {
  const receiver = await startFaultyReceiver({ protocol: "http" });
  await receiver[Symbol.asyncDispose]();
  const { result: { remains, settleMillis } } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "settle",
    payloads: 7,
  });
  const destination = receiver.endpoint;
  assert.deepEqual(remains[0]?.lost, [
    { destination, signal: "traces", itemCount: 30 },
    { destination, signal: "metrics", itemCount: 20 },
    { destination, signal: "logs", itemCount: 20 },
  ]);
  assert.ok((settleMillis[0] ?? Infinity) < 9_000, "it waited although everything was tried");
});

Deno.test(
  "openDelivery() makes a last attempt in settle(), when the receiver asks for a long wait",
  {
    ignore: denied,
  },
  async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: ({ index }) =>
        index === 0 ? { kind: "status", status: 503, headers: { "retry-after": "20" } } : undefined,
    });
    const { result: { remains, settleMillis } } = await runDeliver({
      protocol: "http",
      endpoint: receiver.endpoint,
      end: "settle",
      failures: 1,
    });
    assert.deepEqual(remains, [{ lost: [], kept: [] }]);
    assert.ok((settleMillis[0] ?? Infinity) < 9_000);
    assert.equal(receiver.requests.length, 2);
  },
);

Deno.test("openDelivery() does not keep the process alive", { ignore: denied }, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  const { code, result } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "let go",
  });
  assert.deepEqual([code, result.outcomes], [0, []]);
});
