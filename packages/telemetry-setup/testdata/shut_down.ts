// An application that records one span and shuts telemetry down before it ends.
import { trace } from "@opentelemetry/api";
import { startTelemetry } from "../start_telemetry.ts";

const telemetry = await startTelemetry();
trace.getTracer("test").startSpan("last words").end();
await telemetry.shutdown();
console.error("shut down");
