import { decodeTraces, encodeTraces } from "@otel-deno/otlp";
import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import { createDiagnostics } from "../../diagnostics/diagnostics.ts";
import { openDelivery, type OpenDeliveryOptions } from "../open_delivery.ts";
import type { Outcome, Route } from "../route.ts";
import type { Signal } from "../transport.ts";

const MEBIBYTE = 2 ** 20;

/** A delivery of this process, and what it told. */
export function setUpDelivery(endpoint: string, options: Partial<OpenDeliveryOptions> = {}) {
  const messages: string[] = [];
  const outcomes: Outcome[] = [];
  let changed = Promise.withResolvers<void>();
  const delivery = openDelivery({
    diagnostics: createDiagnostics({ level: "debug", write: (line) => messages.push(line) }),
    maxBytes: 32 * MEBIBYTE,
    onDropped() {},
    ...options,
  });
  // A test that waits for nothing else would be over.
  const release = delivery.hold();
  return {
    delivery,
    messages,
    outcomes,
    open: (signal: Signal = "traces", timeoutMillis = 10_000) =>
      delivery.open({
        signal,
        transport: {
          protocol: "http",
          endpoint: `${endpoint}/secret?token=secret`,
          headers: {},
          timeoutMillis,
          compression: "none",
          userAgent: "test",
        },
        maxItems: 512,
      }, (outcome) => {
        outcomes.push(outcome);
        changed.resolve();
        changed = Promise.withResolvers();
      }),
    /** Waits until so many items were accepted. */
    async accepted(count: number): Promise<void> {
      while (sum(outcomes, "accepted") < count) await changed.promise;
    },
    async told(kind: Outcome["kind"]): Promise<void> {
      while (!outcomes.some((outcome) => outcome.kind === kind)) await changed.promise;
    },
    [Symbol.dispose]() {
      release();
      delivery.close();
    },
  };
}

/** Items that came to this. */
export function sum(
  outcomes: readonly Outcome[],
  kind: "accepted" | "refused" | "dropped",
): number {
  return outcomes.reduce(
    (count, outcome) => count + (outcome.kind === kind ? outcome.itemCount : 0),
    0,
  );
}

/** A request with one span. */
export function encode(byte: number): Uint8Array {
  const spans = [{ name: String(byte).padStart(3, "0") }];
  return encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] }, "protobuf");
}

/** Hands such a request over. */
export function put(route: Route, byte: number, itemCount = 10): void {
  route.put(encode(byte), { contentType: "application/x-protobuf", itemCount });
}

/** The bytes that arrived, in the order in which they did. */
export function arrived({ requests }: { readonly requests: readonly { payload: Uint8Array }[] }) {
  return requests
    .flatMap(({ payload }) => decodeTraces(payload, "protobuf").resourceSpans ?? [])
    .flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap(({ spans = [] }) => spans))
    .map(({ name }) => Number(name));
}

/** A receiver that takes nothing until it is opened. */
export async function startClosedReceiver() {
  let isOpen = false;
  const receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: () => isOpen ? undefined : { kind: "status", status: 503 },
  });
  return {
    endpoint: receiver.endpoint,
    requests: receiver.requests,
    open: () => void (isOpen = true),
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

/** Waits, without blocking this thread, until something is so of which nobody tells. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A receiver in a process of its own: this thread may be blocked. It counts the spans. */
export async function startReceiverElsewhere(port = 0) {
  const program = new URL("./counting_receiver.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-net", program, String(port)],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const endpoint = new TextDecoder().decode(value).trim();
  return {
    endpoint,
    count: async () => Number(await (await fetch(`${endpoint}/count`)).text()),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
    },
  };
}
