import assert from "node:assert/strict";
import { findComponent } from "./find_component.ts";

type Model = Record<string, object | null | undefined>;
const find = (model: Model | null) =>
  findComponent(model, ["otlp_http", "console"], "span exporter");

Deno.test("findComponent() finds the implementation and its options", () => {
  const options = { timeout: 0 };
  assert.deepEqual(find({ otlp_http: options, console: undefined }), {
    name: "otlp_http",
    options,
  });
});

Deno.test("findComponent() names the known ones, when one is not known", () => {
  assert.throws(() => find({ kafka: {} }), {
    name: "TypeError",
    message: 'Cannot choose the span exporter: "kafka" is not known; known are otlp_http, console',
  });
});

Deno.test("findComponent() takes no guess, when several or none are named", () => {
  assert.throws(() => find({ console: {}, otlp_http: null }), {
    message: 'Cannot choose the span exporter: "console" and "otlp_http" are named where one ' +
      "can be; known are otlp_http, console",
  });
  for (const model of [{}, null]) assert.throws(() => find(model), /none is named; known are/);
});
