import { deepEqual, equal, ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { MAY_WRITE } from "./testdata/test_spool.ts";

const ignore = Deno.build.os === "windows" || !MAY_WRITE ||
  Deno.permissions.querySync({ name: "run" }).state !== "granted";
const PROGRAM = fileURLToPath(new URL("./testdata/fill_disk.ts", import.meta.url));

async function run(command: string, args: readonly string[]): Promise<Deno.CommandOutput> {
  return await new Deno.Command(command, { args: [...args], stderr: "piped" }).output();
}

/** Runs the program, and checks that it lost nothing and wrote again when there was room. */
async function checkProgram(folder: string, { before = "" } = {}): Promise<string> {
  const program = `"$0" run --no-check --allow-read --allow-write "$1" "$2"`;
  const shell = await run("sh", ["-c", before + program, Deno.execPath(), PROGRAM, folder]);
  equal(new TextDecoder().decode(shell.stderr), "");
  const result = JSON.parse(new TextDecoder().decode(shell.stdout));
  const { written, read, problems, ...tried } = result;
  ok(written > 2 && written < 30, `${written} written`);
  equal(read, written);
  deepEqual(tried, { triedAtOnce: false, triedLater: true });
  equal(problems.length, 1);
  return problems[0];
}

Deno.test("Spool keeps what is written and goes on later, when files may not become larger", {
  ignore,
}, async () => {
  const folder = Deno.makeTempDirSync();
  try {
    // Units are 512 or 1024 bytes. Without the trap, the system ends the process.
    const problem = await checkProgram(`${folder}/spool`, {
      before: "trap '' XFSZ; ulimit -f 200; ",
    });
    equal(
      problem,
      "Cannot write telemetry to FOLDER: File too large; it is kept in memory meanwhile",
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

// Only some may mount a disk of their own: there, it is done, too.
if (!ignore && Deno.build.os === "linux" && await mount(async () => {})) {
  Deno.test("Spool keeps what is written and goes on later, when the disk is full", async () => {
    await mount(async (folder) => {
      const problem = await checkProgram(`${folder}/spool`);
      equal(
        problem,
        "Cannot write telemetry to FOLDER: No space left on device; it is kept in memory meanwhile",
      );
    });
  });
}

/** @returns Whether it could be mounted, and was used. */
async function mount(use: (folder: string) => Promise<void>): Promise<boolean> {
  const folder = Deno.makeTempDirSync();
  const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=200k", "none", folder]);
  try {
    if (mounted.success) await use(folder);
  } finally {
    await run("umount", [folder]);
    Deno.removeSync(folder, { recursive: true });
  }
  return mounted.success;
}
