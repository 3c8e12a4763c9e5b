// What `deno test` runs for a test of ours.
import { trace } from "@opentelemetry/api";

Deno.test("records a span", () => trace.getTracer("test").startSpan("in a test").end());
Deno.test("fails", () => {
  trace.getTracer("test").startSpan("last words").end();
  throw new Error("as it should");
});
