import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const SETTLE = fileURLToPath(import.meta.resolve("./testdata/settle_without_worker.ts"));
const BUSY = import.meta.resolve("./testdata/busy_worker.ts");

const ignore = (["net", "read", "write", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

async function settle(folder: string) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", SETTLE, BUSY, folder, "300"],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success, decoder.decode(stderr));
  return JSON.parse(decoder.decode(stdout));
}

Deno.test(
  "settle() puts on disk by itself, when its time is over, what the worker did not get to",
  {
    ignore,
  },
  async () => {
    const parent = await Deno.makeTempDir();
    try {
      const folder = `${parent}/spool`;
      const { lost, kept, again, messages } = await settle(folder);
      assert.deepEqual({ lost, kept, messages }, { lost: [], kept: [10], messages: [] });
      assert.deepEqual(again, { lost: [], kept: [] }, "it was told twice");
      const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
        .filter((name) => name.endsWith(".segment"));
      assert.equal(files.length, 1);
      const text = new TextDecoder("latin1").decode(Deno.readFileSync(`${folder}/${files[0]}`));
      assert.equal(text.split("001").length - 1, 1, "the span is there once");
    } finally {
      await Deno.remove(parent, { recursive: true });
    }
  },
);

Deno.test(
  "settle() tells what is lost, when the worker did not get to it and nothing can be kept",
  {
    ignore,
  },
  async () => {
    const parent = await Deno.makeTempDir();
    try {
      const file = `${parent}/file`;
      Deno.writeTextFileSync(file, "not a folder");
      const { lost, kept, messages } = await settle(file);
      assert.deepEqual({ lost, kept }, { lost: [10], kept: [] });
      assert.match(messages.join("\n"), /Cannot keep telemetry in .*\/file: /);
    } finally {
      await Deno.remove(parent, { recursive: true });
    }
  },
);
