import { decodeTraces } from "@otel-deno/otlp";
import { startTelemetry, type Telemetry } from "@otel-deno/telemetry-setup";
import { openTelemetry } from "@otel-deno/telemetry-setup/hono";
import { Hono } from "hono";

const telemetry: Telemetry = await startTelemetry();
const app = new Hono();
app.use(openTelemetry());
app.get("/hello/:name", (c) => c.text(`hello ${c.req.param("name")}`));
await app.request("/hello/alice");
await telemetry.shutdown();

export const { resourceSpans } = decodeTraces(new Uint8Array(), "protobuf");
export const logLevel: string | null | undefined = telemetry.config.log_level;
// @ts-expect-error The options are typed: there is none of this name.
export const refused = () => startTelemetry({ spanProcessor: [] });
