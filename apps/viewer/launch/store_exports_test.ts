import { deepEqual, equal } from "node:assert/strict";
import { createHttpHandler } from "@otel-deno/otlp-receiver";
import { createMemoryStore } from "../testing/create_memory_store.ts";
import { storeExports } from "./store_exports.ts";

const SPAN = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]}';

function send(handler: (request: Request) => Promise<Response>): Promise<Response> {
  return handler(
    new Request("http://localhost:4318/v1/traces", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: SPAN,
    }),
  );
}

Deno.test("storeExports() has stored what a sender is told was taken", async () => {
  const store = createMemoryStore();
  const heard: string[] = [];
  const handler = createHttpHandler(storeExports({
    store,
    others: [({ signal }) => heard.push(signal)],
    onMessage: () => {},
  }));
  equal((await send(handler)).status, 200);
  equal((await store.stats()).spans, 1);
  deepEqual(heard, ["traces"]);
});

Deno.test("storeExports() tells the sender what the store did not take", async () => {
  const store = {
    ...createMemoryStore(),
    writeTraces: () => Promise.resolve({ rejectedCount: 1, message: "no id" }),
  };
  const handler = createHttpHandler(storeExports({ store, others: [], onMessage: () => {} }));
  deepEqual(await (await send(handler)).json(), {
    partialSuccess: { rejectedSpans: "1", errorMessage: "no id" },
  });
});

Deno.test("storeExports() asks for another attempt while the store fails, and says so once", async () => {
  let full = true;
  const memory = createMemoryStore();
  const messages: string[] = [];
  const handler = createHttpHandler(storeExports({
    store: {
      ...memory,
      writeTraces: (data) =>
        full ? Promise.reject(new Error("the disk is full")) : memory.writeTraces(data),
    },
    others: [],
    onMessage: (message) => messages.push(message),
  }));
  equal((await send(handler)).status, 503);
  equal((await send(handler)).status, 503);
  full = false;
  equal((await send(handler)).status, 200);
  deepEqual(messages, [
    "Cannot store what comes in: the disk is full",
    "What comes in is stored again",
  ]);
});

Deno.test("storeExports() stores on, when what is also told fails", async () => {
  const store = createMemoryStore();
  const messages: string[] = [];
  const heard: string[] = [];
  const handler = createHttpHandler(storeExports({
    store,
    others: [() => {
      throw new Error("Broken pipe");
    }, ({ signal }) => heard.push(signal)],
    onMessage: (message) => messages.push(message),
  }));
  equal((await send(handler)).status, 200);
  equal((await send(handler)).status, 200);
  equal((await store.stats()).spans, 2);
  deepEqual(heard, ["traces", "traces"]);
  deepEqual(messages, ["Cannot pass on what comes in: Broken pipe"]);
});
