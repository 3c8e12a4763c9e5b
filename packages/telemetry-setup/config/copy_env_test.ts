import assert from "node:assert/strict";
import { copyEnv } from "./copy_env.ts";

const { state } = Deno.permissions.querySync({ name: "env" });

Deno.test("copyEnv() has what is set, and is a copy", { ignore: state !== "granted" }, () => {
  const copy = copyEnv() ?? {};
  assert.equal(copy["PATH"], Deno.env.get("PATH"));
  copy["OTEL_DENO_NO_SUCH_VARIABLE"] = "1";
  assert.equal(Deno.env.get("OTEL_DENO_NO_SUCH_VARIABLE"), undefined);
});

Deno.test("copyEnv() is undefined where not all may be read, and asks for nothing", {
  permissions: { env: false },
}, () => {
  assert.equal(copyEnv(), undefined);
});
