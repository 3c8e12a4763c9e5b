import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { buildViewer } from "./viewer_build.ts";

const root = join(import.meta.dirname!, "..");
const ignore = (["read", "run", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test({
  name:
    "buildViewer() makes pages that load nothing from elsewhere, and does nothing the second time",
  ignore,
  async fn() {
    const output = await Deno.makeTempDir();
    try {
      equal(await buildViewer({ root, output }), true);
      const page = await Deno.readTextFile(join(output, "index.html"));
      deepEqual(
        [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path),
        ["/icon.svg", "/app.css", "/app.js"],
      );
      const styles = await Deno.readTextFile(join(output, "app.css"));
      ok(!/@import|url\(/.test(styles));
      const script = await Deno.readTextFile(join(output, "app.js"));
      ok(script.length > 50_000 && !/(?<![.\w])(?:import|eval)\(/.test(script));

      equal(await buildViewer({ root, output }), false);
      await Deno.writeTextFile(join(output, "sources.sha256"), "of other sources");
      equal(await buildViewer({ root, output }), true);
    } finally {
      await Deno.remove(output, { recursive: true });
    }
  },
});
