import assert from "node:assert/strict";
import { startSpanCounter } from "../../testing/start_span_counter.ts";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { runApp } from "../testdata/run_app.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows" ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

/** What all kinds of worker do with a message, whichever way they get it. */
const ANSWER = `
  const tracer = trace.getTracer("app");
  function answer(message) {
    const { id, buffer, port } = message;
    const seen = Object.keys(message).join();
    port?.postMessage("through the port " + id);
    port?.close();
    tracer.startActiveSpan("worker " + id, async (span) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const bytes = new Uint8Array(buffer);
      post({ id, seen, buffer, at: new Date(0) }, [buffer]);
      bytes.length === 0 || console.log("not transferred");
      span.end();
    });
  }
`;
const WEB_WORKER = `
  import { trace } from "npm:@opentelemetry/api@1.10.0";
  const post = self.postMessage;
  ${ANSWER}
  self.onmessage = ({ data, ports }) => {
    data.port === ports[0] || console.log("not its port");
    answer(data);
  };
  post("ready");
`;
const NODE_WORKER = `
  import { trace } from "npm:@opentelemetry/api@1.10.0";
  import { parentPort } from "node:worker_threads";
  const post = parentPort.postMessage;
  ${ANSWER}
  parentPort.on("message", answer);
  post("ready");
`;
const EVAL_WORKER = `
  const { parentPort } = require("node:worker_threads");
  const post = parentPort.postMessage;
  const api = import("npm:@opentelemetry/api@1.10.0");
  parentPort.onmessage = async ({ data }) => {
    const { trace } = await api;
    ${ANSWER}
    answer(data);
  };
  post("ready");
`;
/** Started with less than we need: telemetry does not start in it. */
const UNOBSERVED = `{ type: "module", deno: { permissions: "none" } }`;

/** Two spans send to the same worker at the same time, and each handles the reply to itself. */
const MAIN = `
  import { trace } from "npm:@opentelemetry/api@1.10.0";
  import { Worker as NodeWorker } from "node:worker_threads";
  const [kind, when] = Deno.args;
  const file = (name) => new URL(name, import.meta.url);
  class OwnWorker extends Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => emit(data), { capture: true });
      this.addEventListener("messageerror", () => console.log("messageerror"));
    }
  }
  class OwnNodeWorker extends NodeWorker {
    constructor(...args) {
      super(...args);
      this.on("message", (data) => emit(data));
      console.log("listeners", this.listenerCount("message"), Object.keys(this).includes("emit"));
    }
  }
  let emit = () => {};
  const make = {
    web: () => new OwnWorker(file("web_worker.ts"), { type: "module" }),
    unobserved: () => new OwnWorker(file("plain_worker.ts"), ${UNOBSERVED}),
    node: () => new OwnNodeWorker(file("node_worker.ts")),
    eval: () => new OwnNodeWorker(${JSON.stringify(EVAL_WORKER)}, { eval: true }),
  };
  const tracer = trace.getTracer("app");
  const worker = make[kind]();
  if (when === "when it runs") await new Promise((resolve) => emit = resolve);
  const { promise: done, resolve: end } = Promise.withResolvers();
  const outcomes = [];
  emit = (message) => {
    if (message === "ready") return;
    tracer.startActiveSpan("reply " + message.id, (span) => {
      outcomes.push(message);
      span.end();
    });
    if (outcomes.length === 3) end();
  };
  const ask = (id) => tracer.startActiveSpan("ask " + id, (span) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      console.log(data);
      port1.close();
    };
    const buffer = new ArrayBuffer(8);
    worker.postMessage({ id, buffer, port: port2 }, [buffer, port2]);
    console.log("left", buffer.byteLength);
    try {
      worker.postMessage({ id: () => {} });
    } catch (error) {
      console.log(error.name);
    }
    span.end();
  });
  ask("a");
  ask("b");
  worker.postMessage({ id: "c", buffer: new ArrayBuffer(1) });
  await done;
  outcomes.sort((one, other) => one.id < other.id ? -1 : 1);
  console.log(outcomes);
  worker.terminate();
`;

const FILES = {
  "main.ts": MAIN,
  "web_worker.ts": WEB_WORKER,
  "plain_worker.ts": WEB_WORKER,
  "node_worker.ts": NODE_WORKER,
};

function run(kind: string, { endpoint, when = "when it runs", disabled = "" }: {
  /** @default no telemetry at all */
  readonly endpoint?: string;
  /** When the worker is sent messages. */
  readonly when?: "when it runs" | "before it runs";
  readonly disabled?: string;
}) {
  return runApp({
    files: FILES,
    main: "main.ts",
    preload: endpoint !== undefined,
    parse: false,
    flags: ["--allow-all", "--unstable-worker-options"],
    args: [kind, when],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint ?? "",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_LOG_LEVEL: "error",
      OTEL_DENO_DISABLED_INSTRUMENTATIONS: disabled,
      TRACEPARENT: "",
    },
  });
}

/** The parent of each span. */
const FAMILY = {
  "ask a": "",
  "ask b": "",
  "worker a": "ask a",
  "worker b": "ask b",
  // Sent by nobody's span.
  "worker c": "",
  "reply a": "worker a",
  "reply b": "worker b",
  "reply c": "worker c",
};
const [ASKED, ANSWERED] = [["ask a", "ask b"], ["worker a", "worker b", "worker c"]];
const REPLIED = ["reply a", "reply b", "reply c"];

for (const kind of ["web", "node", "eval"]) {
  Deno.test(`a message to a ${kind} worker and its reply are handled in their senders' contexts`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const plain = await run(kind, {});
    const { code, stdout, stderr } = await run(kind, receiver);
    assert.deepEqual([code, lines(stdout), stderr], [0, lines(plain.stdout), ""]);
    assert.match(plain.stdout, /DataCloneError|TypeError/);
    assert.match(plain.stdout, /through the port b/);
    assert.deepEqual(parentsIn(receiver.spans), FAMILY);
  });

  Deno.test(`a message to a ${kind} worker is what it was, without the instrumentation`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const { code, stdout } = await run(kind, { ...receiver, disabled: "worker" });
    assert.deepEqual([code, lines(stdout)], [0, lines((await run(kind, {})).stdout)]);
    assert.deepEqual(
      parentsIn(receiver.spans),
      Object.fromEntries([...ASKED, ...REPLIED].map((name) => [name, ""])),
    );
    assert.ok(!receiver.spanNames.includes(ANSWERED[0]!));
  });
}

for (const kind of ["web", "node", "eval"]) {
  Deno.test(`messages to a ${kind} worker that does not run yet have contexts of their own`, {
    ignore,
  }, async () => {
    await using receiver = await startSpanCounter();
    const when = "before it runs";
    const { code, stdout } = await run(kind, { ...receiver, when });
    assert.deepEqual([code, lines(stdout)], [0, lines((await run(kind, { when })).stdout)]);
    assert.deepEqual(parentsIn(receiver.spans), FAMILY);
  });
}

Deno.test(
  "a worker without telemetry gets the application's messages only, and so do its replies",
  {
    ignore,
  },
  async () => {
    await using receiver = await startSpanCounter();
    const plain = await run("unobserved", {});
    const { code, stdout } = await run("unobserved", receiver);
    assert.deepEqual([code, lines(stdout)], [0, lines(plain.stdout)]);
    assert.deepEqual(receiver.spanNames.toSorted(), [...ASKED, ...REPLIED]);
  },
);

/** Threads print when they come to it. */
function lines(text: string): readonly string[] {
  return text.split("\n").toSorted();
}

function parentsIn(spans: Awaited<ReturnType<typeof startSpanCounter>>["spans"]) {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return Object.fromEntries(
    spans.map(({ name, parentSpanId }) => [
      name,
      parentSpanId === "" ? "" : names.get(parentSpanId) ?? "unknown",
    ]),
  );
}
