import assert from "node:assert/strict";
import { parseAppPackages } from "./parse_app_packages.ts";

const npmPackages = {
  "a@1.0.0": { name: "a", version: "1.0.0", dependencies: ["b@2.0.0_a@1.0.0"] },
  "b@2.0.0_a@1.0.0": { name: "b", version: "2.0.0", dependencies: ["a@1.0.0"] },
  "c@3.0.0": { name: "c", version: "3.0.0", dependencies: [] },
};

Deno.test("parseAppPackages() follows dependencies, and leaves out what is not reached", () => {
  const packages = parseAppPackages(JSON.stringify({
    roots: ["file:///app.ts"],
    modules: [{ specifier: "file:///app.ts" }, { specifier: "npm:/a@1", npmPackage: "a@1.0.0" }],
    npmPackages,
  }));
  assert.deepEqual(packages, [{ name: "a", version: "1.0.0" }, { name: "b", version: "2.0.0" }]);
});

Deno.test("parseAppPackages() takes an application without packages, and with a missing module", () => {
  const modules = [{ specifier: "file:///app.ts" }, { specifier: "file:///b.ts", error: "gone" }];
  assert.deepEqual(parseAppPackages(JSON.stringify({ roots: ["file:///app.ts"], modules })), []);
});

Deno.test("parseAppPackages() throws, when the application cannot be read", () => {
  const modules = [{
    specifier: "file:///app.ts",
    error: 'Module not found "file:///app.ts".\n x',
  }];
  assert.throws(
    () => parseAppPackages(JSON.stringify({ roots: ["file:///app.ts"], modules })),
    new Error('Module not found "file:///app.ts".'),
  );
});
