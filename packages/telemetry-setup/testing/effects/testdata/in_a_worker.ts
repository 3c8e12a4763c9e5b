// A worker of an application: records a span, tells that it has, and ends.
import { trace } from "@opentelemetry/api";

declare const self: { postMessage(message: string): void; close(): void };
trace.getTracer("effects").startSpan("in a worker").end();
self.postMessage("done");
self.close();
