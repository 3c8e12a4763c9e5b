import assert from "node:assert/strict";
import { whyNotInstrumented } from "./why_not_instrumented.ts";

const url = new URL("https://example.com/worker.ts");
const OURS = { entry: new URL("file:///dist/worker_entry.js"), isReadable: () => true };

Deno.test("whyNotInstrumented() finds nothing against a worker with the permissions of all", () => {
  assert.equal(whyNotInstrumented({ url }, OURS), undefined);
  for (const permissions of ["inherit", { env: true, net: "inherit", read: true, run: false }]) {
    assert.equal(whyNotInstrumented({ url, permissions }, OURS), undefined);
  }
});

Deno.test("whyNotInstrumented() says what a worker with less would need", () => {
  for (const permissions of ["none", { env: true, net: ["a:1"], read: true }, {}, null]) {
    assert.equal(
      whyNotInstrumented({ url, permissions }, OURS),
      "it has permissions of its own; without them, or with env, net, read whole, it could be",
    );
  }
});

Deno.test("whyNotInstrumented() says which type it must have", () => {
  assert.equal(
    whyNotInstrumented({ url, type: "classic" }, OURS),
    'its type is "classic"; expected "module"',
  );
});

Deno.test("whyNotInstrumented() names the flag for our own entry, where it is a file", () => {
  const isReadable = () => false;
  assert.equal(
    whyNotInstrumented({ url }, { ...OURS, isReadable }),
    "not permitted; add --allow-read=/dist/",
  );
  assert.equal(
    whyNotInstrumented({ url }, { entry: new URL("file:///packages/setup/e.ts"), isReadable }),
    "not permitted; add --allow-read=/packages/setup/,/packages/otlp/",
  );
  const entry = new URL("https://example.com/e.js");
  assert.equal(whyNotInstrumented({ url }, { entry, isReadable }), undefined);
});
