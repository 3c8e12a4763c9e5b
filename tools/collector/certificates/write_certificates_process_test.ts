import assert from "node:assert/strict";
import { join } from "node:path";
import { writeCertificates } from "./write_certificates.ts";

const ignore = Deno.build.os === "windows" ||
  (["read", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("writeCertificates() closes the folder to others, also one that was open", {
  ignore,
}, async () => {
  const root = await Deno.makeTempDir();
  try {
    const modeOf = async (path: string) => (await Deno.stat(path)).mode! & 0o777;
    const folder = join(root, "cache", "certificates");
    await Deno.mkdir(folder, { recursive: true, mode: 0o755 });
    await writeCertificates(folder, new Map([["a/key", "1"]]));
    assert.equal(await modeOf(folder), 0o700);
    assert.equal(await modeOf(join(folder, "a")), 0o755);
    assert.equal(await modeOf(join(folder, "a/key")), 0o644);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("writeCertificates() replaces files in the same folder, and leaves nothing else there", {
  ignore,
}, async () => {
  const root = await Deno.makeTempDir();
  try {
    const folder = join(root, "certificates");
    await writeCertificates(folder, new Map([["a/key", "1"]]));
    // Docker mounts the folder itself, not what has its name later.
    const { ino } = await Deno.stat(join(folder, "a"));
    await writeCertificates(folder, new Map([["a/key", "2"], ["b/key", "3"]]));
    assert.equal((await Deno.stat(join(folder, "a"))).ino, ino);
    assert.equal(await Deno.readTextFile(join(folder, "a/key")), "2");
    assert.equal(await Deno.readTextFile(join(folder, "b/key")), "3");
    assert.deepEqual([...Deno.readDirSync(join(folder, "a"))].map(({ name }) => name), ["key"]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
