import { dirname, join } from "node:path";

/** An application in a folder of its own, outside of this repository. */
export interface OutsideApp extends AsyncDisposable {
  readonly folder: string;
}

const SPAN = `import { trace } from "@opentelemetry/api";
export const span = (name: string) => trace.getTracer("app").startSpan(name).end();
`;

/** Starts a worker as the arguments say, and ends as they say. */
const WORKERS = `import { span } from "#span";
import { Worker as NodeWorker } from "node:worker_threads";
const [kind, what] = Deno.args;
const text = 'import { span } from ' + JSON.stringify(import.meta.resolve("./span.ts")) +
  '; span("in data"); console.log("data"); self.close?.();';
const hello = 'const { parentPort, workerData } = require("node:worker_threads");' +
  'parentPort.on("message", (m) => { parentPort.postMessage(m + workerData); process.exit(2); });';
span("main");
function meet(message: string, worker: { terminate(): unknown }) {
  console.log("main got", message);
  if (message === "re terminate") worker.terminate();
  if (message === "re main exits") Deno.exit(4);
  if (message === "re signal") Deno.kill(Deno.pid, "SIGTERM");
}
if (kind === "web") {
  const url = {
    data: "data:text/javascript," + encodeURIComponent(text),
    missing: new URL("./none.ts", import.meta.url),
  }[what] ?? new URL("./web_worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module", name: "N" });
  console.log(worker instanceof Worker, worker instanceof EventTarget, Worker.name);
  worker.onmessage = ({ data }) => meet(data, worker);
  worker.onerror = (event) => {
    console.log("error", event.message, event.filename.split("/").pop(), event.lineno);
    event.preventDefault();
  };
  worker.postMessage("hello");
  worker.postMessage(what);
} else {
  const options = { workerData: what, argv: ["A"], name: "N" };
  const worker = kind === "eval"
    ? new NodeWorker(hello, { ...options, eval: true })
    : new NodeWorker(new URL(what === "missing" ? "./none.ts" : "./node_worker.ts", import.meta.url), options);
  worker.on("message", (message) => meet(message, worker));
  worker.on("error", (error) => console.log("error", error.message));
  worker.on("exit", (code) => console.log("exit", code));
  worker.postMessage("hello");
  worker.postMessage(what);
}
`;

const WEB_WORKER = `import { span } from "#span";
span("in web worker");
console.log("web", self.name, self.location.pathname.split("/").pop());
self.onmessage = ({ data }) => {
  span("message " + data);
  postMessage("re " + data);
  if (data === "close") close();
  if (data === "exit") Deno.exit(0);
  if (data === "throw") throw new Error("thrown in worker");
};
`;

const NODE_WORKER = `import { span } from "#span";
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
span("in node worker");
console.log("node", workerData, process.argv[1].split("/").pop(), process.argv[2]);
if (workerData !== "idle") {
  parentPort.on("message", (message) => {
    span("message " + message);
    parentPort.postMessage("re " + message);
    if (message === "exit") process.exit(3);
    if (message === "throw") throw new Error("thrown in worker");
  });
}
`;

/** Every way to start it does something else, so that a test sees which it was. */
const FILES: Readonly<Record<string, string>> = {
  "deno.json": JSON.stringify({
    name: "@outside/app",
    version: "3.2.1",
    exports: "./main.ts",
    imports: { "@opentelemetry/api": "npm:@opentelemetry/api@1.10.0", "#span": "./span.ts" },
    tasks: {
      start: "deno run --allow-all main.ts from task",
      outer: "deno task start",
      script: "sh ./start.sh",
    },
  }),
  "span.ts": SPAN,
  "main.ts": `import { span } from "#span";
span("main " + Deno.args.join(" "));
console.log("main", Deno.args.join(" "));
if (Deno.args[0] === "stdin") console.log(await new Response(Deno.stdin.readable).text());
if (Deno.args[0] === "exit") Deno.exit(7);
if (Deno.args[0] === "wait") { console.log("pid", Deno.pid); setInterval(() => {}, 1000); }
if (Deno.args[0] === "child") {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "main.ts", "exit"],
  }).output();
  console.log("child", code);
}
if (Deno.args[0] === "node-child") {
  const { execFileSync } = await import("node:child_process");
  const args = ["run", "--allow-all", "main.ts", "grandchild"];
  console.log(execFileSync(Deno.execPath(), args, { encoding: "utf8" }).trim());
}
if (Deno.args[0] === "terminal") {
  console.log(Deno.stdin.isTerminal(), Deno.stdout.isTerminal(), Deno.stderr.isTerminal());
  console.log([Deno.noColor, { colours: "of a terminal" }]);
}
if (Deno.args[0] === "handle") {
  const { signal, code } = JSON.parse(Deno.args[1]);
  Deno.addSignalListener(signal, () => {
    span("handled");
    console.log("handled", signal);
    Deno.exit(code);
  });
  console.log("pid", Deno.pid);
  setInterval(() => {}, 1000);
}
`,
  "workers.ts": WORKERS,
  "web_worker.ts": WEB_WORKER,
  "node_worker.ts": NODE_WORKER,
  "npm/package.json": JSON.stringify({
    scripts: { start: "cd .. && deno run --allow-all main.ts from npm" },
  }),
  "serve.ts": `import { span } from "#span";
let requests = 0;
export default {
  fetch() {
    span("answer");
    return new Response("answer " + ++requests);
  },
};
`,
  "some_test.ts": `import { span } from "#span";
Deno.test("passes", () => span("in a test"));
`,
  "failing_test.ts": `import { span } from "#span";
Deno.test("fails", () => { span("in a failing test"); throw new Error("no"); });
`,
  "start.sh": `deno run --allow-all main.ts from script
exit 5
`,
  "script.js": `if (typeof Deno === "undefined") console.log("node runs as ever");\n`,
};

/** Makes the application in a temporary folder. */
export async function createOutsideApp(): Promise<OutsideApp> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-outside-" });
  for (const [name, text] of Object.entries(FILES)) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await Deno.writeTextFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
