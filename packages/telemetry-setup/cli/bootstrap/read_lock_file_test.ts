import assert from "node:assert/strict";
import { readLockFile } from "./read_lock_file.ts";

const PG = [{ name: "pg", version: "8.23.1" }];

const LOCKS: Readonly<Record<string, unknown>> = {
  "deno.lock 2": { version: "2", npm: { specifiers: {}, packages: { "pg@8.23.1": {} } } },
  "deno.lock 3": { version: "3", packages: { specifiers: {}, npm: { "pg@8.23.1": {} } } },
  "deno.lock 4": { version: "4", specifiers: { "npm:pg@8": "8.23.1" }, npm: { "pg@8.23.1": {} } },
  "deno.lock 5": { version: "5", npm: { "pg@8.23.1_@opentelemetry+api@1.10.0": {} } },
  "package-lock.json 1": { lockfileVersion: 1, dependencies: { pg: { version: "8.23.1" } } },
  "package-lock.json 3": {
    lockfileVersion: 3,
    packages: { "": { name: "app" }, "node_modules/knex/node_modules/pg": { version: "8.23.1" } },
  },
};

for (const [kind, content] of Object.entries(LOCKS)) {
  Deno.test(`readLockFile() reads ${kind}`, () => {
    assert.deepEqual(readLockFile(JSON.stringify(content)), PG);
  });
}

Deno.test("readLockFile() reads nothing from what it does not understand", () => {
  for (const text of ["", "{", "[]", "null", "{}", '{ "npm": 1 }', '{ "lockfileVersion": 9 }']) {
    assert.deepEqual(readLockFile(text), [], text);
  }
});
