import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { RootContextManager } from "./root_context_manager.ts";

const active = ROOT_CONTEXT.setValue(createContextKey("bench"), 1);
const managers = {
  "the npm SDK": new AsyncLocalStorageContextManager(),
  "inner functions": new RootContextManager(),
  "public functions": new RootContextManager({ fastPath: false }),
};

for (const [name, manager] of Object.entries(managers)) {
  const baseline = name === "the npm SDK";
  Deno.bench(`with() of a context, by ${name}`, { group: "with", baseline }, () => {
    manager.with(active, () => {});
  });
  Deno.bench(
    `10,000 times active() in a context, by ${name}`,
    { group: "active", baseline },
    (bench) => {
      manager.with(active, () => {
        bench.start();
        for (let i = 0; i < 10_000; i++) manager.active();
        bench.end();
      });
    },
  );
}
