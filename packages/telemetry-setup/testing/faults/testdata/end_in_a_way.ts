// An application that records five things and counts them, prints a line and ends in the way that its argument names.
// The second argument is the file where it writes down each id first.
import { trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import { formatLedgerEntry } from "../account/ledger.ts";
import { startCounter } from "./start_counter.ts";

const [way = "", ledger = "", mode] = Deno.args;
const counts = { t: 0, l: 0 };
const write = (line: string) => Deno.writeTextFileSync(ledger, line, { append: true });
const count = startCounter({ process: 1, write });

function writeDown(kind: "t" | "l"): string {
  const [run, number] = [`${kind}1`, counts[kind]++];
  write(formatLedgerEntry({ run, first: number, last: number }));
  count(1);
  return `id:${run}.${number};`;
}

function recordSpan(): void {
  const span = trace.getTracer("exits").startSpan(writeDown("t"));
  span.end();
}

function recordLog(): void {
  logs.getLogger("exits").emit({ body: writeDown("l") });
}

function recordSome(): void {
  for (const record of [recordSpan, recordLog, recordSpan, recordLog, recordSpan]) record();
}

/** Whoever runs this sees by this line that the end begins. */
function endBegins(): void {
  console.log(mode === "wait" ? "waiting" : "ending");
}

const WAYS: Readonly<Record<string, () => void | Promise<void>>> = {
  "normal end": async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    recordSome();
    endBegins();
  },
  "script of 5 ms": () => {
    recordSome();
    endBegins();
  },
  "Deno.exit": () => {
    recordSome();
    endBegins();
    Deno.exit(7);
  },
  "exception": () => {
    recordSome();
    endBegins();
    throw new Error("nobody catches this");
  },
  "unhandled rejection": () => {
    recordSome();
    endBegins();
    Promise.reject(new Error("nobody catches this"));
    setInterval(() => {}, 1000);
  },
  "signal": () => {
    recordSome();
    setInterval(() => {}, 1000);
    endBegins();
  },
  "own handler": () => {
    recordSome();
    Deno.addSignalListener("SIGTERM", () => {
      recordSome();
      setTimeout(() => Deno.exit(5), 20);
    });
    setInterval(() => {}, 1000);
    endBegins();
  },
  "server shutdown": async () => {
    const asked = Promise.withResolvers<void>();
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async () => {
      asked.resolve();
      await new Promise((resolve) => setTimeout(resolve, 100));
      recordSome();
      return new Response("last one");
    });
    const answered = fetch(`http://127.0.0.1:${server.addr.port}`)
      .then((answer) => answer.text()).then(console.log);
    Deno.addSignalListener("SIGTERM", async () => {
      await Promise.all([server.shutdown(), answered]);
      Deno.exit(0);
    });
    await asked.promise;
    endBegins();
  },
};

if (way === "inside deno test") {
  Deno.test("one", recordSome);
  Deno.test("two", () => {
    recordSome();
    endBegins();
  });
} else {
  await WAYS[way]?.();
}
