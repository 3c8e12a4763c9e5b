import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { toFileUrl } from "./to_file_url.ts";

Deno.test("toFileUrl() makes the URL that node:url makes", {
  ignore: Deno.build.os === "windows",
}, () => {
  for (const path of ["/a/b.ts", "/a b/ä#?.ts", "/100%/x%20y.ts", "/a\tb\nc\rd", "/a:b/@c/[d]"]) {
    assert.equal(decodeURIComponent(toFileUrl(path).pathname), path);
    assert.equal(new URL(toFileUrl(path).href).href, toFileUrl(path).href);
  }
  assert.equal(toFileUrl("/a b/100%/#.ts").href, pathToFileURL("/a b/100%/#.ts").href);
});
