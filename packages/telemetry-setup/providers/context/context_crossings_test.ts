import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import { RootContextManager } from "./root_context_manager.ts";

const KEY = createContextKey("crossing");

type Tell = () => void;
interface Crossing {
  readonly name: string;
  /** In which context the callback runs. @default "where it was handed over" */
  readonly runs?: "where it was handed over" | "where it is called" | "nowhere";
  /** Hands a callback over, and calls it if nobody else does. */
  readonly start: (tell: Tell) => void;
  /** What calls it, outside of any context. @default nothing more is needed */
  readonly call?: () => void;
}

/** Every way in which code leads to other code that runs later. */
function createCrossings(): readonly Crossing[] {
  const target = new EventTarget();
  const dispatched = new EventTarget();
  const emitter = new EventEmitter();
  const { port1, port2 } = new MessageChannel();
  const deferred = Promise.withResolvers<void>();
  return [
    {
      name: "await",
      async start(tell) {
        await Promise.resolve();
        tell();
      },
    },
    { name: "then", start: (tell) => void Promise.resolve().then(tell) },
    { name: "catch", start: (tell) => void Promise.reject(new Error("expected")).catch(tell) },
    {
      name: "a promise that others settle",
      start: (tell) => void deferred.promise.then(tell),
      call: deferred.resolve,
    },
    { name: "queueMicrotask", start: (tell) => queueMicrotask(tell) },
    { name: "setTimeout", start: (tell) => void setTimeout(tell, 0) },
    {
      name: "setInterval",
      start(tell) {
        const timer = setInterval(() => {
          clearInterval(timer);
          tell();
        }, 0);
      },
    },
    { name: "a generator", start: (tell) => void Array.fromAsync(generate(tell)) },
    {
      name: "a stream that pulls",
      start: (tell) => void new Response(streamThat({ pull: tell })).text(),
    },
    {
      name: "a stream that transforms",
      start(tell) {
        const transform = new TransformStream({ transform: tell });
        void new Response(new Response("a").body!.pipeThrough(transform)).text();
      },
    },
    {
      name: "a stream that is read",
      async start(tell) {
        for await (const _ of new Response("a").body!);
        tell();
      },
    },
    { name: "an async iterable", start: (tell) => void Array.fromAsync([1], tell) },
    { name: "AbortSignal.timeout", start: onAbort(() => AbortSignal.timeout(0)), runs: "nowhere" },
    {
      name: "EventTarget, dispatched elsewhere",
      runs: "where it is called",
      start: (tell) => target.addEventListener("go", tell),
      call: () => target.dispatchEvent(new Event("go")),
    },
    {
      name: "EventTarget, dispatched here",
      start(tell) {
        dispatched.addEventListener("go", tell);
        dispatched.dispatchEvent(new Event("go"));
      },
    },
    {
      name: "EventEmitter, emitted elsewhere",
      runs: "where it is called",
      start: (tell) => void emitter.on("go", tell),
      call: () => void emitter.emit("go"),
    },
    {
      name: "MessagePort, posted elsewhere",
      start(tell) {
        port2.onmessage = () => {
          port1.close();
          tell();
        };
      },
      call: () => port1.postMessage("go"),
    },
  ];
}

for (const fastPath of [true, false]) {
  for (const { name, start, call, runs = "where it was handed over" } of createCrossings()) {
    Deno.test(`Context across ${name}: the callback runs ${runs}, ${fastPath ? "by inner functions" : "by public ones"}`, async () => {
      const manager = new RootContextManager({ fastPath });
      const contextOf = (text: string) => ROOT_CONTEXT.setValue(KEY, text);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      manager.with(
        contextOf("where it was handed over"),
        () => start(() => resolve(manager.active().getValue(KEY) ?? "nowhere")),
      );
      manager.with(contextOf("where it is called"), () => call?.());
      assert.equal(await promise, runs);
    });
  }
}

async function* generate(tell: Tell) {
  yield await Promise.resolve(1);
  tell();
}

function streamThat({ pull }: { readonly pull: Tell }): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull(controller) {
      pull();
      controller.close();
    },
  }, { highWaterMark: 0 });
}

function onAbort(signal: () => AbortSignal): Crossing["start"] {
  return (tell) => signal().addEventListener("abort", tell);
}
