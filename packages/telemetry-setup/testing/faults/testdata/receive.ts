// A receiver in a process of its own, for what is too much for one thread with the test, and for being
// killed. Writes down what it takes before it says so. Its argument is a `ReceiverProcess` in JSON.
import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import { gunzipSync } from "node:zlib";
import { formatLedgerEntry } from "../account/ledger.ts";
import { readPoints } from "../account/read_points.ts";
import type { ReceiverProcessOptions } from "../start_receiver_process.ts";

const options: ReceiverProcessOptions = JSON.parse(Deno.args[0] ?? "{}");
const { port, ledger, delayMillis = 0, protocol = "http", misbehave } = options;
const file = Deno.openSync(ledger, { append: true, create: true });
const encoder = new TextEncoder();
const decoder = new TextDecoder("latin1");

/** Ids as runs of numbers: `t1 0 511`, a line each. */
function rangesOf(bytes: Uint8Array): string {
  let lines = "";
  let run = "";
  let first = NaN;
  let last = NaN;
  for (const [, of = "", text] of decoder.decode(bytes).matchAll(/id:(\w+)\.(\d+);/g)) {
    const number = Number(text);
    if (of === run && number === last + 1) {
      last = number;
      continue;
    }
    if (run !== "") lines += `${run} ${first} ${last}\n`;
    [run, first, last] = [of, number, number];
  }
  return run === "" ? lines : `${lines}${run} ${first} ${last}\n`;
}

/** Data points with what they count. */
function pointsOf(bytes: Uint8Array): string {
  return readPoints(bytes).map(({ run, number, value }) =>
    formatLedgerEntry({ run, first: number, last: number, counted: value })
  ).join("");
}

function take(signal: string, message: Uint8Array): void {
  file.writeSync(encoder.encode(signal === "metrics" ? pointsOf(message) : rangesOf(message)));
}

function tellListening(): void {
  console.log("listening");
}

if (protocol === "grpc" || misbehave !== undefined) {
  await startFaultyReceiver({
    ...{ port, protocol },
    ...misbehave === undefined ? {} : { misbehave },
    onRaw: ({ signal, bytes }) => take(signal, bytes),
  });
  tellListening();
} else {
  Deno.serve({ hostname: "127.0.0.1", port, onListen: tellListening }, async (request) => {
    const body = await request.bytes();
    const isPacked = request.headers.get("content-encoding") === "gzip";
    if (delayMillis > 0) await new Promise((resolve) => setTimeout(resolve, delayMillis));
    const signal = new URL(request.url).pathname.split("/").at(-1) ?? "";
    take(signal, isPacked ? gunzipSync(body) : body);
    return new Response(null, { headers: { "content-type": "application/x-protobuf" } });
  });
}
