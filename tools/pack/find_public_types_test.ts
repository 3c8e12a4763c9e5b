import assert from "node:assert/strict";
import { findPublicTypes } from "./find_public_types.ts";

Deno.test("findPublicTypes() follows imports in types, and none in comments", () => {
  const files: Record<string, string> = {
    "/x/mod.d.ts": '/** import "commented" */\nexport type A = import("./in/a.js").A;',
    "/x/in/a.d.ts": 'import type { B } from "../b.js"; export type A = B | import("pkg/path").C;',
    "/x/b.d.ts": "export type B = 1;",
  };
  const { files: found, specifiers } = findPublicTypes(["/x/mod.d.ts"], (path) => files[path]!);
  assert.deepEqual([...found], ["/x/mod.d.ts", "/x/in/a.d.ts", "/x/b.d.ts"]);
  assert.deepEqual([...specifiers], ["pkg/path"]);
});
