// A worker of an application: waits for a word on a channel, records a span and what it is a child
// of, tells that it has, and ends.
import { trace } from "@opentelemetry/api";

declare const self: { postMessage(message: string): void; close(): void };
const channel = new BroadcastChannel("effects");
channel.onmessage = () => {
  const attributes = { "told by channel": trace.getActiveSpan() !== undefined };
  trace.getTracer("effects").startSpan("in a worker", { attributes }).end();
  self.postMessage("done");
  self.close();
};
self.postMessage("ready");
