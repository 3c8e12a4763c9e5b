import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import assert from "node:assert/strict";
import {
  createServerRequestRecorder,
  type RecordedRequest,
  type StartOptions,
} from "../http/server_request_recorder.ts";
import { DEFAULT_CONFIG } from "./instrumentation_config.ts";
import type { RecordedTelemetry } from "./record_telemetry.ts";

/** A request that came from nowhere. */
export const WITHOUT_PEER: StartOptions = { parent: ROOT_CONTEXT, peer: undefined };

/** Records one request from start to end, and returns its only span. */
export function recordRequest(
  telemetry: RecordedTelemetry,
  request: Request,
  { options = WITHOUT_PEER, serve = (recorded) => recorded.respond(200) }: {
    readonly options?: StartOptions;
    readonly serve?: (recorded: RecordedRequest) => void;
  } = {},
): ReadableSpan {
  const recorded = createServerRequestRecorder(telemetry, DEFAULT_CONFIG).start(request, options);
  assert.ok(recorded);
  serve(recorded);
  recorded.end();
  const [span, ...others] = telemetry.takeSpans();
  assert.ok(span);
  assert.equal(others.length, 0);
  return span;
}

/** A request as `Deno.serve` has it. */
export function getRequest(url: string, headers: Record<string, string> = {}): Request {
  return new Request(url, { headers });
}
