import assert from "node:assert/strict";
import { createPatchRegistry, type Patch } from "./patch_registry.ts";

const ROOT = "/app/node_modules/dice";

function createRegistry() {
  const errors: string[] = [];
  const registry = createPatchRegistry({
    readPackageJson: (root) => {
      if (root !== ROOT) throw new Error(`Cannot read ${root}`);
      return { main: "lib/index.js" };
    },
    onError: (module, error) => errors.push(`${module}: ${(error as Error).message}`),
  });
  /** As the base class of the instrumentations does it. */
  function observe(name: string, patch: Patch) {
    const all = new registry.RequireHook(
      null,
      {},
      (exports, id, root) => id.split("/")[0] === name ? patch(exports, id, root) : exports,
    );
    const one = new registry.ImportHook([name], {}, patch);
    return { unhook: () => [all, one].forEach((hook) => hook.unhook()) };
  }
  return { registry, errors, observe };
}

Deno.test("createPatchRegistry() leaves files alone that nobody wants", () => {
  const { registry, observe, errors } = createRegistry();
  observe("cards", () => "patched");
  assert.equal(registry.patchFile("original", "/app/node_modules/other/index.js"), "original");
  assert.equal(registry.patchFile("original", `${ROOT}/package.json`), "original");
  assert.deepEqual(errors, []);
});

Deno.test("createPatchRegistry() gives a package's entry its name, its other files a path", () => {
  const { registry, observe } = createRegistry();
  observe("dice", (exports, name, root) => [exports, name, root]);
  assert.deepEqual(registry.patchFile(1, `${ROOT}/lib/index.js`), [1, "dice", ROOT]);
  assert.deepEqual(registry.patchFile(2, `${ROOT}/lib/roll.js`), [2, "dice/lib/roll.js", ROOT]);
});

Deno.test("createPatchRegistry() hands what one patch returns to the next", () => {
  const { registry, observe } = createRegistry();
  observe("dice", (exports) => `${exports} once`);
  observe("dice", () => undefined);
  observe("dice", (exports) => `${exports} twice`);
  assert.equal(registry.patchFile("patched", `${ROOT}/lib/index.js`), "patched once twice");
});

Deno.test("createPatchRegistry() keeps the exports when a patch throws", () => {
  const { registry, observe, errors } = createRegistry();
  observe("dice", () => {
    throw new Error("no");
  });
  assert.equal(registry.patchFile("original", `${ROOT}/lib/index.js`), "original");
  assert.deepEqual(errors, ["dice: no"]);
});

Deno.test("createPatchRegistry() keeps the exports of a package that cannot be read", () => {
  const { registry, observe, errors } = createRegistry();
  observe("dice", () => "patched");
  assert.equal(registry.patchFile("original", "/b/node_modules/dice/a.js"), "original");
  assert.deepEqual(errors, ["dice: Cannot read /b/node_modules/dice"]);
});

Deno.test("createPatchRegistry() patches a required built-in module once, without a root", () => {
  const { registry, observe } = createRegistry();
  let calls = 0;
  observe("http", (exports, name, root) => [exports, name, root, ++calls]);
  assert.ok(registry.wants("http"));
  const patched = registry.patchRequired("original", "http");
  assert.deepEqual(patched, ["original", "http", undefined, 1]);
  assert.equal(registry.patchRequired("original", "http"), patched);
});

Deno.test("createPatchRegistry() patches a copy of an imported namespace", () => {
  const { registry, observe } = createRegistry();
  observe("node:http", (exports) => {
    assert.equal(Object.prototype.toString.call(exports), "[object Module]");
    (exports as Record<string, unknown>)["get"] = "patched";
    return exports;
  });
  const original = Object.freeze({ default: 1, get: "original", request: "original" });
  const patched = registry.patchImported(original, "http");
  assert.deepEqual({ ...patched }, { default: 1, get: "patched", request: "original" });
});

Deno.test("createPatchRegistry() makes another thing that a patch returns the default", () => {
  const { registry, observe } = createRegistry();
  observe("http", () => "other");
  assert.deepEqual({ ...registry.patchImported({ get: 1 }, "http") }, { default: "other", get: 1 });
});

Deno.test("unhook() of a stand-in ends what it wanted", () => {
  const { registry, observe } = createRegistry();
  observe("dice", () => "patched").unhook();
  assert.ok(!registry.wants("dice"));
  assert.equal(registry.patchFile("original", `${ROOT}/lib/index.js`), "original");
});
