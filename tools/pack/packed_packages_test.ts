import assert from "node:assert/strict";
import manifest from "../../packages/telemetry-setup/deno.json" with { type: "json" };
import { PACKED_PACKAGES } from "./packed_packages.ts";

Deno.test("PACKED_PACKAGES has every command that telemetry-setup exports", () => {
  const { commands = [] } =
    PACKED_PACKAGES.find(({ folder }) => folder === "packages/telemetry-setup") ?? {};
  const exported = Object.keys(manifest.exports).filter((entry) => entry.startsWith("./cli/"));
  assert.ok(exported.length > 0);
  assert.deepEqual(
    commands.map(({ module }) => `./${module.replace(/\.ts$/, "")}`).sort(),
    exported.sort(),
  );
});
