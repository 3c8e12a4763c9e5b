import assert from "node:assert/strict";
import { missingNetPermission } from "./missing_net_permission.ts";

Deno.test({
  name: "missingNetPermission() names the flag where the permission is missing",
  permissions: {},
  fn() {
    const reason = missingNetPermission("http://localhost:14250");
    assert.equal(reason, "not permitted; add --allow-net=localhost:14250");
  },
});

Deno.test({
  name: "missingNetPermission() finds nothing where the host is permitted",
  ignore: Deno.permissions.querySync({ name: "net", host: "localhost:14250" }).state !== "granted",
  permissions: { net: ["localhost:14250"] },
  fn() {
    assert.equal(missingNetPermission("http://localhost:14250"), undefined);
    assert.match(missingNetPermission("http://localhost:1") ?? "", /--allow-net=localhost:1$/);
  },
});
