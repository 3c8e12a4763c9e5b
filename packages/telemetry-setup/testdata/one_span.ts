/** An application with one span, which says on standard error that it runs. */
import { trace } from "@opentelemetry/api";

Deno.stderr.writeSync(new TextEncoder().encode("app runs\n"));
trace.getTracer("app").startSpan("work").end();
