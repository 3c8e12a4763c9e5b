import assert from "node:assert/strict";
import { startSpanCounter } from "../../testing/start_span_counter.ts";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { runApp } from "../testdata/run_app.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows" ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

/** What a worker of Node does, by what is to be said of when it ends. */
const WORKERS: Readonly<Record<string, string>> = {
  "it never listens": `parentPort.postMessage("runs");`,
  "it listens once": `
    parentPort.once("message", (message) => parentPort.postMessage("got " + message));
  `,
  "it listens once more from the listener": `
    const first = (message) => {
      parentPort.postMessage("first " + message);
      parentPort.once("message", (message) => parentPort.postMessage("second " + message));
    };
    parentPort.once("message", first);
  `,
  "it stops to listen": `
    const listener = (message) => {
      parentPort.postMessage("got " + message);
      if (message === "c") parentPort.off("message", listener);
    };
    parentPort.on("message", listener);
  `,
  "it listens and says that this does not count": `
    parentPort.on("message", (message) => parentPort.postMessage("got " + message));
    parentPort.unref();
    setTimeout(() => {}, 10);
  `,
  "it changes its mind about that": `
    parentPort.unref();
    parentPort.on("message", (message) => {
      parentPort.postMessage("got " + message);
      if (message === "c") parentPort.unref();
    });
    parentPort.ref();
  `,
  "it takes its handler away": `
    parentPort.onmessage = ({ data }) => {
      parentPort.postMessage("got " + data);
      if (data === "c") parentPort.onmessage = null;
    };
  `,
  "it is the web's way": `
    const stop = new AbortController();
    addEventListener("message", ({ data }) => {
      postMessage("got " + data);
      if (data === "c") stop.abort();
    }, { signal: stop.signal });
  `,
  "it waits for the next": `
    const { once } = process.getBuiltinModule("node:events");
    (async () => {
      for (const _ of "ab") parentPort.postMessage("got " + (await once(parentPort, "message"))[0]);
    })();
  `,
  "Deno lets nobody listen uncounted": `
    // A text runs before we look for it.
    require("node:events").getEventListeners = () => [];
    parentPort.on("message", function listener(message) {
      parentPort.postMessage("got " + message);
      if (message === "c") parentPort.off("message", listener);
    });
  `,
  "it exits": `
    parentPort.on("message", (message) => {
      parentPort.postMessage("got " + message);
      if (message === "b") process.exit(3);
    });
  `,
};

const MAIN = `
  import { trace } from "npm:@opentelemetry/api@1.10.0";
  import { Worker } from "node:worker_threads";
  const tracer = trace.getTracer("app");
  const [how] = Deno.args;
  const worker = how === "eval"
    ? new Worker(await Deno.readTextFile("worker.cjs"), { eval: true })
    : new Worker(new URL("worker.cjs", import.meta.url));
  worker.on("message", (message) => console.log("main got", message));
  worker.on("exit", (code) => console.log("exit", code));
  worker.on("error", ({ message }) => console.log("error", message));
  worker.on("online", () => console.log("online"));
  const post = (message) =>
    tracer.startActiveSpan(message, (span) => {
      worker.postMessage(message);
      span.end();
    });
  post("a");
  worker.once("message", () => {
    setTimeout(() => post("b"), 100);
    setTimeout(() => post("c"), 200);
  });
`;

for (const [what, text] of Object.entries(WORKERS)) {
  for (const how of ["file", "eval"]) {
    Deno.test(`a worker of Node (${how}) ends as it does without telemetry, when ${what}`, {
      ignore,
    }, async () => {
      await using receiver = await startSpanCounter();
      const run = (preload: boolean) =>
        runApp({
          files: {
            "main.ts": MAIN,
            "worker.cjs": `const { parentPort } = require("node:worker_threads");\n${text}`,
          },
          args: [how],
          flags: ["--allow-all"],
          preload,
          parse: false,
          env: {
            OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
            OTEL_TRACES_EXPORTER: "otlp",
            OTEL_LOGS_EXPORTER: "none",
            OTEL_LOG_LEVEL: "error",
          },
        });
      const [plain, instrumented] = [await run(false), await run(true)];
      assert.equal(plain.code, 0, plain.stderr);
      assert.match(plain.stdout, /^exit \d$/m);
      assert.deepEqual(
        [instrumented.code, instrumented.stdout, instrumented.stderr],
        [plain.code, plain.stdout, plain.stderr],
      );
      assert.deepEqual(receiver.spanNames.toSorted(), ["a", "b", "c"]);
    });
  }
}
