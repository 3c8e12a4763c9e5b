import { SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createGuard } from "./guard.ts";
import { GuardedTracerProvider } from "./guarded_tracer_provider.ts";
import { RandomFlagTracerProvider } from "../random_flag_tracer_provider.ts";

const exporter = {
  export: () => {},
  shutdown: () => Promise.resolve(),
};
const config = { spanProcessors: [new SimpleSpanProcessor({ exporter })] };
const plain = new RandomFlagTracerProvider(config);
const guarded = new GuardedTracerProvider(config, createGuard(() => {}));

function roll(provider: TracerProvider): void {
  const span = provider.getTracer("dice").startSpan("roll", { attributes: { a: 1, b: "two" } });
  span.setAttribute("c", 3).setAttributes({ d: true, e: "five" });
  span.end();
}

Deno.bench("a span of the SDK", { group: "span", baseline: true }, () => roll(plain));
Deno.bench("a span that is guarded", { group: "span" }, () => roll(guarded));
Deno.bench("a span that is guarded, with a list and a map", { group: "span" }, () => {
  const attributes = { list: ["a", "b"], map: { a: 1 } };
  guarded.getTracer("dice").startSpan("roll", { attributes }).end();
});
