import assert from "node:assert/strict";
import { join } from "node:path";
import { writeCertificates } from "./write_certificates.ts";

const ignore = Deno.build.os === "windows" ||
  (["read", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("writeCertificates() closes the folder to others, and replaces what was in it", {
  ignore,
}, async () => {
  const root = await Deno.makeTempDir();
  try {
    const folder = join(root, "cache", "certificates");
    await writeCertificates(folder, new Map([["old/key", "1"], ["a/key", "2"]]));
    await writeCertificates(folder, new Map([["a/key", "3"], ["b/key", "4"]]));
    assert.equal((await Deno.stat(folder)).mode! & 0o777, 0o700);
    assert.equal(await Deno.readTextFile(join(folder, "a/key")), "3");
    assert.equal(await Deno.readTextFile(join(folder, "b/key")), "4");
    await assert.rejects(Deno.stat(join(folder, "old")), Deno.errors.NotFound);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
