import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ignore = (["read", "write", "run"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const PROGRAM = fileURLToPath(new URL("./collector_certificates.ts", import.meta.url));

/** Runs the task's program with exactly its permissions, in a folder of its own. */
async function run(folder: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-read",
      "--allow-write=.cache",
      PROGRAM,
      ...args,
    ],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}

Deno.test("collector:certificates says where they are and until when, and shows no secret", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code, stdout, stderr } = await run(folder, "--days=7");
    assert.deepEqual([code, stderr], [0, ""]);
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    assert.match(stdout, /^Certificates and a token are in \.cache\/certificates, until /);
    assert.ok(stdout.includes(until), stdout);
    const [token = ""] = (await Deno.readTextFile(
      join(folder, ".cache/certificates/collector/tokens"),
    )).split(" ");
    assert.equal(token.length, 64);
    assert.ok(!stdout.includes(token));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("collector:certificates makes none, when they are to hold for no day or too long", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const days of ["0", "1000", "many"]) {
      const { code, stdout, stderr } = await run(folder, `--days=${days}`);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.equal(stderr, `Cannot make certificates: --days is ${days}, not 1 to 365\n`);
    }
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
