import { equal } from "node:assert/strict";
import { findTelemetrygen } from "./find_telemetrygen.ts";

const find = (env: Readonly<Record<string, string>>, files: readonly string[]) =>
  findTelemetrygen({
    readEnv: (name) => env[name],
    isFile: (path) => files.includes(path),
  });

Deno.test("findTelemetrygen() takes the file that is named, else the first on PATH", () => {
  equal(find({ TELEMETRYGEN_BIN: "/opt/gen", PATH: "/bin" }, ["/bin/telemetrygen"]), "/opt/gen");
  equal(find({ PATH: "/a:/b:/c" }, ["/b/telemetrygen", "/c/telemetrygen"]), "/b/telemetrygen");
  equal(find({ PATH: "/a" }, []), undefined);
});
