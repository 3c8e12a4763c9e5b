/**
 * Polls a sampling service once, tells what is sampled then, and has nothing more to do.
 *
 * @module
 */
import { AlwaysOffSampler } from "@opentelemetry/sdk-trace";
import { createDiagnostics } from "../../../diagnostics/diagnostics.ts";
import { createJaegerRemoteSampler } from "../jaeger_remote_sampler.ts";
import { decide } from "./sample.ts";

const [endpoint = ""] = Deno.args;
const sampler = createJaegerRemoteSampler({
  serviceName: "dice",
  endpoint,
  initial: new AlwaysOffSampler(),
  stopped: new AbortController().signal,
  diagnostics: createDiagnostics({ level: "debug" }),
});
while (decide(sampler) === "dropped") await new Promise((resolve) => setTimeout(resolve, 5));
console.log(decide(sampler));
