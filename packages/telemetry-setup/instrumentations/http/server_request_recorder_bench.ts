import { createNoopMeter, logs, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordNothing } from "../testdata/record_nothing.ts";
import { createServerRequestRecorder } from "./server_request_recorder.ts";

const request = new Request("http://dice.example:8080/rolldice?rolls=3", {
  headers: { "user-agent": "bench", "x-request-id": "7", forwarded: "for=192.0.2.1;proto=https" },
});
const options = { parent: ROOT_CONTEXT, peer: { address: "127.0.0.1", port: 51234 } };
const nothing = createServerRequestRecorder({
  tracerProvider: trace.getTracerProvider(),
  meterProvider: { getMeter: createNoopMeter },
  loggerProvider: logs.getLoggerProvider(),
}, DEFAULT_CONFIG);
const sdk = createServerRequestRecorder(recordNothing(), DEFAULT_CONFIG);
const sdkWithSettings = createServerRequestRecorder(
  recordNothing(),
  configWith(
    { trust_proxy: true, http_server_excluded_urls: ["healthz$"] },
    { request_captured_headers: ["x-request-id"] },
  ),
);

for (
  const [name, recorder] of Object.entries({ nothing, sdk, "sdk, all asked for": sdkWithSettings })
) {
  Deno.bench(`start() and end(), recorded by ${name}`, { baseline: name === "nothing" }, () => {
    if (recorder.excludes(request)) return;
    const recorded = recorder.start(request, options);
    recorded?.respond(200);
    recorded?.end();
  });
}
