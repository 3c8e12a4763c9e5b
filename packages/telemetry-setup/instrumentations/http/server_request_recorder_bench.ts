import { createNoopMeter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { createServerRequestRecorder } from "./server_request_recorder.ts";

const request = new Request("http://dice.example:8080/rolldice?rolls=3", {
  headers: { "user-agent": "bench" },
});
const options = { parent: ROOT_CONTEXT, peer: { address: "127.0.0.1", port: 51234 } };
const nothing = createServerRequestRecorder({
  tracerProvider: trace.getTracerProvider(),
  meterProvider: { getMeter: createNoopMeter },
});
const sdk = createServerRequestRecorder({
  tracerProvider: new TracerProvider(),
  meterProvider: new MeterProvider(),
});

for (const [name, recorder] of Object.entries({ nothing, sdk })) {
  Deno.bench(`start() and end(), recorded by ${name}`, { baseline: name === "nothing" }, () => {
    const recorded = recorder.start(request, options);
    recorded?.respond(200);
    recorded?.end();
  });
}
