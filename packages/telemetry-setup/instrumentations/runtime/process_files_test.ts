import assert from "node:assert/strict";
import { openProcessFiles, type ProcessFileReader } from "./process_files.ts";

const linux = { os: "linux", mayRead: () => true };
const reader: ProcessFileReader = {
  readTextFileSync: () => "Name:\tdeno\nVmPeak:\t 900 kB\nVmSize:\t  123 kB\nVmRSS:\t 45 kB\n",
  readDirSync: () => ["0", "1", "2", "3"],
};

Deno.test("openProcessFiles() reads virtual memory, and counts descriptors without its own", () => {
  const files = openProcessFiles({ ...linux, reader });
  assert.equal(files?.virtualMemory(), 123 * 1024);
  assert.equal(files?.fileDescriptors(), 3);
});

Deno.test("openProcessFiles() reads nothing, on other systems or without permission", () => {
  const never: ProcessFileReader = {
    readTextFileSync: () => assert.fail("read"),
    readDirSync: () => assert.fail("read"),
  };
  assert.equal(openProcessFiles({ ...linux, os: "darwin", reader: never }), undefined);
  assert.equal(openProcessFiles({ ...linux, mayRead: () => false, reader: never }), undefined);
});

Deno.test("openProcessFiles() is undefined, where Deno refuses", () => {
  const refusing: ProcessFileReader = {
    ...reader,
    readDirSync() {
      throw new Deno.errors.NotCapable("Requires all access");
    },
  };
  assert.equal(openProcessFiles({ ...linux, reader: refusing }), undefined);
});

Deno.test("openProcessFiles() gives no figures, when reading fails later on", () => {
  let works = true;
  const failing: ProcessFileReader = {
    readTextFileSync: (path) => works ? reader.readTextFileSync(path) : assert.fail("gone"),
    readDirSync: (path) => works ? reader.readDirSync(path) : assert.fail("gone"),
  };
  const files = openProcessFiles({ ...linux, reader: failing });
  works = false;
  assert.equal(files?.virtualMemory(), undefined);
  assert.equal(files?.fileDescriptors(), undefined);
});
