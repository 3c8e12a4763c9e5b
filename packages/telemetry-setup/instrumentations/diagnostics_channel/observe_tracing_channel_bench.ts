import { tracingChannel } from "node:diagnostics_channel";
import { configWith } from "../testdata/instrumentation_config.ts";
import { recordNothing } from "../testdata/record_nothing.ts";
import { createDiagnosticsChannelInstrumentation } from "./diagnostics_channel.ts";

const providers = recordNothing();
createDiagnosticsChannelInstrumentation().enable(
  providers,
  configWith({ diagnostics_channels: ["dice:observed"] }),
);
const message = () => ({ serverAddress: "db.example", serverPort: 3306, query: "SELECT 1" });
const unobserved = tracingChannel("dice:unobserved");
const observed = tracingChannel("dice:observed");

Deno.bench("traceSync, nobody listens", { baseline: true }, () => {
  unobserved.traceSync(() => 4, message());
});

Deno.bench("traceSync, observed, the span is dropped", () => {
  observed.traceSync(() => 4, message());
});

Deno.bench("tracePromise, nobody listens", async () => {
  await unobserved.tracePromise(() => Promise.resolve(4), message());
});

Deno.bench("tracePromise, observed, the span is dropped", async () => {
  await observed.tracePromise(() => Promise.resolve(4), message());
});
