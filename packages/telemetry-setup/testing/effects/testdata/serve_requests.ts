// A service without a line of ours in it: answers requests of all kinds that settings tell apart,
// logs in several ways while it does, and ends when its standard input does.
import { configureSync, getLogger } from "@logtape/logtape";
import { trace } from "@opentelemetry/api";
import { Hono } from "hono";

configureSync({
  sinks: {},
  loggers: [
    { category: "effects", lowestLevel: "trace", sinks: [] },
    { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
  ],
});
const logger = getLogger("effects");
const LEVELS = ["trace", "debug", "info", "warning", "error", "fatal"] as const;

const app = new Hono();
app.use("/dice/*", function measureDice(_c, next) {
  return next();
});
app.get("/dice/:sides", (c) => {
  for (const level of LEVELS) logger[level](`${level} by LogTape`);
  console.info("info by the console");
  return c.text("4", {
    headers: { "content-length": "1", "x-answer": "four", "x-session": "secret" },
  });
});

const server = Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    onError: () => new Response("failed", { status: 500 }),
  },
  (request) => {
    if (new URL(request.url).pathname === "/failing") throw new RangeError("no such dice");
    return app.fetch(request);
  },
);

async function ask(path: string, options: RequestInit = {}): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${server.addr.port}${path}`, options);
  await response.bytes();
}

await ask("/dice/6?sig=secret&token=hidden", {
  headers: {
    "x-team": "blue",
    "x-api-key": "secret",
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-proto": "https",
  },
});
await ask("/notes", { method: "PROPFIND" });
await ask("/failing");
await ask("/health");
await server.shutdown();
const worker = new Worker(new URL("./in_a_worker.ts", import.meta.url), { type: "module" });
const channel = new BroadcastChannel("effects");
const answerOfWorker = () =>
  new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
await answerOfWorker();
await trace.getTracer("effects").startActiveSpan("parent", async (span) => {
  const done = answerOfWorker();
  channel.postMessage("hello");
  await done;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "console.log(Deno.env.get('TRACEPARENT'))"],
  }).output();
  const told = new TextDecoder().decode(stdout).includes(span.spanContext().spanId);
  span.setAttribute("told child process", told);
  span.end();
});
channel.close();
await Deno.stdin.readable.pipeTo(new WritableStream());
