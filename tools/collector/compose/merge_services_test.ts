import assert from "node:assert/strict";
import { mergeServices } from "./merge_services.ts";

Deno.test("mergeServices() replaces a command, and keeps what only one of the two has", () => {
  assert.deepEqual(
    mergeServices({ command: ["a"], restart: "no" }, { command: ["b"], image: "c" }),
    { command: ["b"], restart: "no", image: "c" },
  );
});

Deno.test("mergeServices() merges mappings in mappings, and leaves both services as they are", () => {
  const base = { deploy: { resources: { limits: { memory: "1g" } } } };
  const own = { deploy: { resources: { limits: { cpus: "1" } } } };
  assert.deepEqual(mergeServices(base, own), {
    deploy: { resources: { limits: { memory: "1g", cpus: "1" } } },
  });
  assert.deepEqual(base, { deploy: { resources: { limits: { memory: "1g" } } } });
  assert.deepEqual(own, { deploy: { resources: { limits: { cpus: "1" } } } });
});
