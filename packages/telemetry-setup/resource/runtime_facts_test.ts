import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { RUNTIME_FACTS } from "./runtime_facts.ts";

const HERE = fileURLToPath(import.meta.url);
const readGranted = Deno.permissions.querySync({ name: "read", path: HERE }).state === "granted";
const sysGranted =
  Deno.permissions.querySync({ name: "sys", kind: "hostname" }).state === "granted";

Deno.test("RUNTIME_FACTS knows neither files nor host, when nothing is permitted", {
  permissions: {},
}, () => {
  assert.equal(RUNTIME_FACTS.readTextFile(HERE), undefined);
  assert.equal(RUNTIME_FACTS.hostName(), undefined);
  assert.equal(RUNTIME_FACTS.osRelease(), undefined);
});

Deno.test("RUNTIME_FACTS reads a file that may be read, and no other", {
  ignore: !readGranted,
  permissions: { read: [HERE] },
}, () => {
  assert.match(RUNTIME_FACTS.readTextFile(HERE) ?? "", /^import assert/);
  assert.equal(RUNTIME_FACTS.readTextFile(`${HERE}.other`), undefined);
});

Deno.test("RUNTIME_FACTS has no text, when the file does not exist or is a folder", {
  ignore: !readGranted,
}, () => {
  assert.equal(RUNTIME_FACTS.readTextFile(`${HERE}.missing`), undefined);
  assert.equal(RUNTIME_FACTS.readTextFile(fileURLToPath(import.meta.resolve("./"))), undefined);
});

Deno.test("RUNTIME_FACTS knows the name of the host, when it may", {
  ignore: !sysGranted,
  permissions: { sys: ["hostname"] },
}, () => {
  assert.equal(RUNTIME_FACTS.hostName(), Deno.hostname());
  assert.equal(RUNTIME_FACTS.osRelease(), undefined);
});
