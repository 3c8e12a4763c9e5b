import { equal, throws } from "node:assert/strict";
import { defaultDatabase } from "./default_database.ts";

const ignore = Deno.build.os === "windows";

function find(os: typeof Deno.build.os, env: Readonly<Record<string, string>>): string {
  return defaultDatabase({ os, readEnv: (name) => env[name] });
}

Deno.test("defaultDatabase() is where the system keeps a user's data", { ignore }, () => {
  const HOME = "/home/a";
  equal(find("linux", { HOME, XDG_DATA_HOME: "/data" }), "/data/otel-deno/viewer.db");
  equal(
    find("linux", { HOME, XDG_DATA_HOME: "data" }),
    "/home/a/.local/share/otel-deno/viewer.db",
  );
  equal(
    find("darwin", { HOME: "/Users/a", XDG_DATA_HOME: "/data" }),
    "/Users/a/Library/Application Support/otel-deno/viewer.db",
  );
});

Deno.test("defaultDatabase() says what to do, when nobody is at home", () => {
  for (const os of ["linux", "darwin", "windows"] as const) {
    throws(() => find(os, { HOME: "" }), {
      message: "Cannot find your data directory: name a file with --db, or use --in-memory",
    });
  }
});
