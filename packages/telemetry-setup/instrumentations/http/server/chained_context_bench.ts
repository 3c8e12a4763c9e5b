import { type Context, createContextKey, ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import { ChainedContext } from "./chained_context.ts";

const key = createContextKey("bench");
const span = trace.getTracer("bench").startSpan("bench") satisfies Span;
const flat = ROOT_CONTEXT.setValue(key, 1).setValue(createContextKey("other"), 2);
const base = { depth: 0, flatten: () => flat, getValue: (of: symbol) => flat.getValue(of) };
const chained: Context = new ChainedContext(
  Object.assign(Object.create(ROOT_CONTEXT), base),
  key,
  1,
);

for (const [name, context] of Object.entries({ "the API": flat, "a chain": chained })) {
  Deno.bench(`trace.setSpan() on a context of ${name}`, { baseline: name === "the API" }, () => {
    trace.setSpan(context, span);
  });
}
