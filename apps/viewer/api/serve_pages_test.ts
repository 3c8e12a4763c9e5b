import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import { servePages } from "./serve_pages.ts";

const ignore = (["read", "write"] as const).some((name) =>
  Deno.permissions.querySync({ name }).state !== "granted" &&
  Deno.permissions.querySync({ name, path: "/tmp" }).state !== "granted"
);

async function withPages(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(join(folder, "ui"));
    Deno.writeTextFileSync(join(folder, "ui/index.html"), "<!doctype html>");
    Deno.writeTextFileSync(join(folder, "ui/main-1a2b.js"), "1");
    Deno.writeTextFileSync(join(folder, "secret.js"), "2");
    await test(join(folder, "ui"));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test(
  "servePages() gives files their type, and the first page to all other paths",
  { ignore },
  () =>
    withPages(async (folder) => {
      const get = async (path: string) => {
        const response = await servePages(folder, path);
        return [await response.text(), response.headers.get("content-type")];
      };
      deepEqual(await get("/main-1a2b.js"), ["1", "text/javascript; charset=utf-8"]);
      const page = ["<!doctype html>", "text/html; charset=utf-8"];
      for (const path of ["/", "/traces/0af7", "/index.html", "/metrics/1/"]) {
        deepEqual(await get(path), page, path);
      }
    }),
);

Deno.test(
  "servePages() leaves everything outside of its folder alone",
  { ignore },
  () =>
    withPages(async (folder) => {
      for (const path of ["/../secret.js", "/..%2fsecret.js", "/ui/../../secret.js"]) {
        equal(await (await servePages(folder, path)).text(), "<!doctype html>", path);
      }
      for (const path of ["/missing.js", "/main.exe", "/..secret.js"]) {
        const response = await servePages(folder, path);
        equal([404, 200].includes(response.status), true);
        equal((await response.text()).includes("2"), false, path);
      }
    }),
);

Deno.test(
  "servePages() says how to build the pages, when there are none",
  { ignore },
  () =>
    withPages(async (folder) => {
      const response = await servePages(join(folder, "no"), "/");
      equal(response.status, 503);
      equal(await response.text(), "The pages are not built: run deno task viewer:build\n");
    }),
);
