import { match } from "node:assert/strict";
import { VIEWER_V8_FLAGS } from "./viewer_v8_flags.ts";
import manifest from "../../deno.json" with { type: "json" };

Deno.test("VIEWER_V8_FLAGS are those of the task, too, which cannot read them from here", () => {
  match(manifest.tasks.viewer.command, new RegExp(` ${VIEWER_V8_FLAGS} .*apps/viewer/main.ts$`));
});
