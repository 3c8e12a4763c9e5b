import assert from "node:assert/strict";
import repository from "../../deno.json" with { type: "json" };
import { describeVersions } from "./describe_versions.ts";

Deno.test("describeVersions() has Deno, this distribution, then the others by their titles", () => {
  const versions = describeVersions({ Hono: "hono" });
  assert.deepEqual(Object.keys(versions), ["Deno", "this distribution", "Hono"]);
  assert.equal(versions["Deno"], Deno.version.deno);
  assert.equal(versions["Hono"], repository.imports["hono"]);
});
