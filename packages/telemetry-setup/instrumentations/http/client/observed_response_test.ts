import assert from "node:assert/strict";
import { ObservedResponse } from "./observed_response.ts";

const observer = () => ({ begin() {}, end() {}, fail() {} });

Deno.test("ObservedResponse keeps what is told for a response, where nobody else sees it", () => {
  const [response, other] = [new Response("6"), new Response("6")];
  const keys = Reflect.ownKeys(response);
  const [first, second] = [observer(), observer()];
  ObservedResponse.observe(response, first);
  assert.equal(ObservedResponse.observerOf(response), first);
  ObservedResponse.observe(response, second);
  assert.equal(ObservedResponse.observerOf(response), second);
  assert.equal(ObservedResponse.observerOf(other), undefined);
  assert.deepEqual(Reflect.ownKeys(response), keys);
  assert.equal(Object.getPrototypeOf(response), Response.prototype);
});

Deno.test("ObservedResponse keeps a stream for a response that is observed, and for no other", () => {
  const [response, other] = [new Response("6"), new Response("6")];
  ObservedResponse.observe(response, observer());
  const stream = new ReadableStream();
  for (const one of [response, other]) ObservedResponse.keepStream(one, stream);
  assert.equal(ObservedResponse.streamOf(response), stream);
  assert.equal(ObservedResponse.streamOf(other), undefined);
});
