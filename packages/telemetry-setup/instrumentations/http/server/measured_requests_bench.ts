import { createMeasuredRequests, type MeasuredKind } from "./measured_requests.ts";

const kinds = Array.from({ length: 100 }, (_, n): MeasuredKind => ({
  method: n % 2 === 0 ? "GET" : "POST",
  scheme: "http",
  protocolVersion: undefined,
  route: `/route${n % 10}/:id`,
  status: n % 20 === 0 ? 404 : 200,
  errorType: undefined,
}));
const find = createMeasuredRequests();
for (const kind of kinds) find(kind);

Deno.bench("100 requests that are alike", { baseline: true }, () => {
  for (let n = 0; n < 100; n++) find(kinds[1]!);
});
Deno.bench("100 requests, to ten routes in turn", () => {
  for (const kind of kinds) find(kind);
});
