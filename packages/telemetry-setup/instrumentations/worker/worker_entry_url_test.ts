import assert from "node:assert/strict";
import { workerEntryUrl } from "./worker_entry_url.ts";

Deno.test("workerEntryUrl() imports ours, then the application's, with all addresses in it", () => {
  const url = workerEntryUrl({
    entry: "file:///otel/worker_entry.js",
    app: "file:///app/a%20b.ts?x=1",
    mainModule: "file:///app/main.ts",
  });
  const source = decode(url);
  const [, entry = "", application = ""] =
    /^import "([^"]+)";await globalThis\[.+?\];await import\("([^"]+)"\);$/.exec(source) ?? [];
  const { pathname, searchParams } = new URL(entry);
  assert.equal(pathname, "/otel/worker_entry.js");
  assert.equal(searchParams.get("app"), "file:///app/a%20b.ts?x=1");
  assert.equal(searchParams.get("main"), "file:///app/main.ts");
  assert.match(
    decode(application),
    /^import "data:[^"]+";import "file:\/\/\/app\/a%20b.ts\?x=1";$/,
  );
});

Deno.test("workerEntryUrl() leaves out the main module where it is not known", () => {
  const url = workerEntryUrl({ entry: "file:///e.js", app: "blob:x", mainModule: undefined });
  assert.doesNotMatch(url, /main/);
});

function decode(url: string): string {
  return decodeURIComponent(url.replace("data:text/javascript,", ""));
}
