import { createNoopMeter, logs, trace } from "@opentelemetry/api";
import { instrumentHandler } from "../testdata/instrument_handler.ts";
import { recordNothing } from "../testdata/record_nothing.ts";

const handler = () => new Response("ok");
const request = new Request("http://localhost:8080/rolldice");
const withoutSdk = instrumentHandler({
  tracerProvider: trace.getTracerProvider(),
  meterProvider: { getMeter: createNoopMeter },
  loggerProvider: logs.getLoggerProvider(),
}, handler);
const withSdk = instrumentHandler(recordNothing(), handler);

Deno.bench("a handler", { baseline: true }, async () => {
  await handler();
});

Deno.bench("a handler of an instrumented Deno.serve, without SDK", async () => {
  await withoutSdk(request);
});

Deno.bench("a handler of an instrumented Deno.serve, with SDK", async () => {
  await withSdk(request);
});
