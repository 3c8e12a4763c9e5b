import assert from "node:assert/strict";
import { chooseDestination, type ReplayDestination } from "./choose_destination.ts";

const destination = (
  digest: string,
  {
    url = "http://a:4318",
    exporter = "otlp_http",
    signal = "traces",
  }: Partial<Pick<ReplayDestination, "exporter" | "signal">> & { readonly url?: string } = {},
): ReplayDestination => ({
  signal,
  exporter,
  digest,
  transport: {
    destination: url,
    send: () => Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" }),
    close() {},
  },
});

const waiting = { contentType: "application/x-protobuf", text: "\n" };
const choose = (
  destinations: readonly ReplayDestination[],
  { contentType, text }: typeof waiting = waiting,
) =>
  chooseDestination({
    key: { signal: "traces", destinationDigest: "1", destination: "http://a:4318" },
    contentType,
    payload: new TextEncoder().encode(text),
  }, destinations)?.digest;

Deno.test("chooseDestination() takes the very destination, whichever else there are", () => {
  assert.equal(choose([destination("2"), destination("1")]), "1");
});

Deno.test("chooseDestination() takes the same address with other credentials", () => {
  assert.equal(
    choose([destination("3", { url: "http://b:4318" }), destination("2")]),
    "2",
  );
});

Deno.test("chooseDestination() takes the only destination, wherever it is", () => {
  assert.equal(choose([destination("3", { url: "http://b:4317", exporter: "otlp_grpc" })]), "3");
});

Deno.test("chooseDestination() does not choose between tenants", () => {
  assert.equal(choose([destination("2"), destination("3")]), undefined);
  assert.equal(
    choose([destination("2", { url: "http://b" }), destination("3", { url: "http://c" })]),
    undefined,
  );
});

Deno.test("chooseDestination() takes only what understands the payload", () => {
  const all = (["otlp_http", "otlp_grpc", "zipkin"] as const)
    .map((exporter) => destination(exporter, { exporter, url: exporter }));
  const json = "application/json";
  assert.equal(choose(all, { contentType: json, text: "{}" }), "otlp_http");
  assert.equal(choose(all, { contentType: json, text: "[]" }), "zipkin");
  assert.equal(choose(all.slice(1), { contentType: json, text: "{}" }), undefined);
  assert.equal(choose(all.slice(1)), "otlp_grpc");
});

Deno.test("chooseDestination() keeps signals apart", () => {
  assert.equal(choose([destination("1", { signal: "logs" })]), undefined);
});
