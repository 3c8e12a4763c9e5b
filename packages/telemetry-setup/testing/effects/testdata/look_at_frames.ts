// An application that looks at what Deno carries from task to task: whoever uses public functions
// alone has something there whose name is a number.
import { trace } from "@opentelemetry/api";

const { internal } = Deno as unknown as { readonly internal: symbol };
const { core } = (Deno as unknown as Record<symbol, {
  readonly core: { readonly getAsyncContext: () => object };
}>)[internal]!;

trace.getTracer("effects").startActiveSpan("looks", (span) => {
  const names = Object.keys(core.getAsyncContext());
  span.setAttribute("numbers", names.every((name) => /^\d+$/.test(name)));
  span.end();
});
await Deno.stdin.readable.pipeTo(new WritableStream());
