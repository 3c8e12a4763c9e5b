import assert from "node:assert/strict";
import { type ModuleRedirect, redirectModules } from "./module_redirect.ts";

/** A module of this source, under a URL that ends with the name. */
function moduleUrl(name: string, source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}//${name}`;
}

function redirect(name: string, options: Partial<ModuleRedirect> = {}): ModuleRedirect {
  return {
    name,
    url: new RegExp(`//${name}$`),
    exports: ["answer"],
    replace: ({ answer }) => ({ answer: `replaced ${answer}` }),
    ...options,
  };
}

Deno.test("redirectModules() replaces the listed exports and keeps the others", async () => {
  using _redirected = redirectModules([redirect("listed")]);
  const url = moduleUrl("listed", "export const answer = 42; export const other = 7;");
  const { answer, other } = await import(url);
  assert.deepEqual({ answer, other }, { answer: "replaced 42", other: 7 });
});

Deno.test("redirectModules() gives every importer the same module, evaluated once", async () => {
  const evaluations: number[] = [];
  const registry = globalThis as unknown as { evaluations?: number[] };
  registry.evaluations = evaluations;
  let replacements = 0;
  using _redirected = redirectModules([redirect("once", {
    replace: () => ({ answer: { replacement: ++replacements } }),
  })]);
  const url = moduleUrl("once", "evaluations.push(1); export const answer = 42;");
  const importer = moduleUrl("importer", `export { answer } from ${JSON.stringify(url)};`);
  const [first, second] = [await import(url), await import(importer)];
  delete registry.evaluations;
  assert.equal(first.answer, second.answer);
  assert.deepEqual(first.answer, { replacement: 1 });
  assert.deepEqual(evaluations, [1]);
});

Deno.test("redirectModules() replaces a default export, when it is listed", async () => {
  using _redirected = redirectModules([redirect("default", {
    exports: ["default"],
    replace: (original) => ({ default: `replaced ${original["default"]}` }),
  })]);
  const module = await import(moduleUrl("default", "export default 42; export const other = 7;"));
  assert.equal(module.default, "replaced 42");
  assert.equal(module.other, 7);
});

Deno.test("redirectModules() leaves a module that is not in the table", async () => {
  const asked: string[] = [];
  using _redirected = redirectModules([redirect("wanted", {
    replace(original) {
      asked.push("asked");
      return original;
    },
  })]);
  const { self } = await import(moduleUrl("unwanted", "export const self = import.meta.url;"));
  assert.ok(self.endsWith("//unwanted"));
  assert.deepEqual(asked, []);
});

Deno.test("redirectModules() leaves the original, when the replacement fails", async () => {
  using _redirected = redirectModules([redirect("failing", {
    replace() {
      throw new Error("no replacement");
    },
  })]);
  const module = await import(moduleUrl("failing", "export const answer = 42, other = 7;"));
  assert.equal(module.answer, 42);
  assert.equal(module.other, 7);
});

Deno.test("redirectModules() leaves exports that the replacement does not give", async () => {
  using _redirected = redirectModules([redirect("partial", { replace: () => ({}) })]);
  assert.equal((await import(moduleUrl("partial", "export const answer = 42;"))).answer, 42);
});

Deno.test("redirectModules() leaves errors of the application's modules as they are", async () => {
  const messageOf = (url: string) => import(url).then(() => "none", (error) => error.message);
  const missing = "file:///there/is/no/such/module.js";
  const before = await messageOf(missing);
  using _redirected = redirectModules([redirect("throwing"), redirect("syntax")]);
  assert.equal(await messageOf(missing), before);
  assert.equal(await messageOf(moduleUrl("throwing", "throw new Error('own');")), "own");
  assert.match(
    await messageOf(moduleUrl("syntax", "export const = 1;")),
    /Unexpected token|Expected/,
  );
  assert.match(await messageOf("no-such-package"), /no-such-package/);
});

Deno.test("redirectModules() survives a table entry that fails itself", async () => {
  const url = /x/;
  url.test = () => {
    throw new Error("no test");
  };
  using _redirected = redirectModules([redirect("broken", { url })]);
  assert.equal((await import(moduleUrl("broken", "export const answer = 42;"))).answer, 42);
});

Deno.test("redirectModules() redirects once, when it is called twice", async () => {
  using _first = redirectModules([redirect("twice")]);
  using _second = redirectModules([redirect("twice")]);
  const { answer } = await import(moduleUrl("twice", "export const answer = 42;"));
  assert.equal(answer, "replaced 42");
});

Deno.test("dispose() ends the redirection, modules that are loaded stay", async () => {
  const redirected = redirectModules([redirect("ended")]);
  const loaded = moduleUrl("ended", "export const answer = 1;");
  await import(loaded);
  redirected[Symbol.dispose]();
  assert.equal((await import(moduleUrl("ended", "export const answer = 2;"))).answer, 2);
});
