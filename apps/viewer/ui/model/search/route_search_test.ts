import { equal, ok } from "node:assert/strict";
import { openStore } from "../../../store/open_store.ts";
import { createMemoryStore } from "../../../testing/create_memory_store.ts";
import { fillStore } from "../../../testing/fill_store.ts";
import { routeSearch } from "./route_search.ts";
import { traceQuery } from "./trace_query.ts";

for (
  const [kind, open] of [
    ["a store in memory", () => Promise.resolve(createMemoryStore())],
    ["SQLite", () => openStore()],
  ] as const
) {
  Deno.test(`routeSearch() finds the traces of every route, with ${kind}`, async () => {
    const store = await open();
    await fillStore(store, { requests: 24, bigTraceSpans: 20 });
    const { routes } = await store.getServices();
    ok(routes.length > 3, `${routes.length} routes`);
    for (const figures of routes) {
      const query = { ...traceQuery(routeSearch(figures)), limit: 500 };
      const { items } = await store.findTraces(query);
      ok(items.length > 0, routeSearch(figures));
      // Of a route that is called once in a trace, each call is in a trace of its own.
      ok(items.length <= figures.count, routeSearch(figures));
      for (const { services } of items) {
        equal(services.some(({ name }) => name === figures.service), true);
      }
    }
    await store.close();
  });
}

Deno.test("routeSearch() is of a route also where its method is none, or no usual one", () => {
  equal(routeSearch({ service: "a", route: "/b" }), "service:a route:/b");
  equal(routeSearch({ service: "a", route: "_OTHER /b" }), 'service:a route:"_OTHER /b"');
  equal(routeSearch({ service: "a", route: "send orders" }), 'service:a name:"send orders"');
});
