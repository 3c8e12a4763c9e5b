import { OpenRequests } from "./open_requests.ts";

const requests = Array.from({ length: 100 }, (_, name) => ({ name, position: -1 }));

Deno.bench("100 requests in a Set, one after the other", { baseline: true }, () => {
  const open = new Set<object>();
  for (const request of requests) {
    open.add(request);
    open.delete(request);
  }
});
Deno.bench("100 requests in OpenRequests, one after the other", () => {
  const open = new OpenRequests();
  for (const request of requests) {
    open.add(request);
    open.remove(request);
  }
});
