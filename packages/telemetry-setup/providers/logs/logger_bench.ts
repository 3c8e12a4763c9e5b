import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { LoggerProvider as NpmLoggerProvider } from "@opentelemetry/sdk-logs";
import { createGuard } from "../guard/guard.ts";
import { LoggerProvider } from "./logger_provider.ts";

const processors = [{
  onEmit() {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
}];
const npm = new NpmLoggerProvider({ processors }).getLogger("dice");
const own = new LoggerProvider({ processors, guard: createGuard(() => {}) }).getLogger("dice");
const span = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  traceFlags: 1,
});
const active = context.active();
const record = () => ({
  body: "alice is rolling the dice: 4",
  severityNumber: 13,
  severityText: "WARN",
  context: span,
  attributes: { "dice.player": "alice", "dice.result": 4, "code.function.name": "roll" },
});

for (
  const [group, make] of Object.entries({
    "a record with 3 attributes in a span": record,
    "a record with a body alone": () => ({ body: "rolled", context: active }),
  })
) {
  Deno.bench(`${group}, npm`, { group, baseline: true }, () => npm.emit(make()));
  Deno.bench(`${group}, own`, { group }, () => own.emit(make()));
}
