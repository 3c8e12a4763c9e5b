import assert from "node:assert/strict";
import { makeStamp } from "./make_stamp.ts";
import { matchesStamp } from "./matches_stamp.ts";

const ignore = (["read", "write"] as const).some((name) =>
  Deno.permissions.querySync({ name }).state !== "granted"
);

/** A package with some files, its stamp, and what is done to it before the stamp is looked at. */
function matchesAfter(change: (root: string) => void): boolean {
  const folder = Deno.makeTempDirSync({ prefix: "otel-deno-test-" });
  const root = `${folder}/packages/telemetry-setup`;
  try {
    for (const path of ["cli/testdata", "dist", "../otlp"]) {
      Deno.mkdirSync(`${root}/${path}`, { recursive: true });
    }
    Deno.writeTextFileSync(`${folder}/deno.lock`, "{}");
    for (const path of SOURCES) {
      Deno.writeTextFileSync(`${root}/${path}`, "source");
      Deno.utimeSync(`${root}/${path}`, 1000, 1000);
    }
    const stamp = makeStamp(root);
    change(root);
    return matchesStamp(stamp, root);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const SOURCES = [
  "register.ts",
  "deno.json",
  "cli/shim.sh",
  "../otlp/mod.ts",
  "cli/instrument_test.ts",
  "cli/testdata/app.ts",
  "dist/register.ts",
];

Deno.test("matchesStamp() is true, when nothing has changed", { ignore }, () => {
  assert.equal(matchesAfter(() => {}), true);
});

for (const path of ["register.ts", "deno.json", "cli/shim.sh", "../otlp/mod.ts"]) {
  Deno.test(`matchesStamp() is false, when ${path} has changed`, { ignore }, () => {
    // In place: the folder stays as old as it was.
    assert.equal(
      matchesAfter((root) => Deno.writeTextFileSync(`${root}/${path}`, "edited")),
      false,
    );
  });
  Deno.test(`matchesStamp() is false, when ${path} is gone`, { ignore }, () => {
    assert.equal(matchesAfter((root) => Deno.removeSync(`${root}/${path}`)), false);
  });
}

Deno.test("matchesStamp() is false, when the lock file has changed", { ignore }, () => {
  const edit = (root: string) => Deno.writeTextFileSync(`${root}/../../deno.lock`, "{ }");
  assert.equal(matchesAfter(edit), false);
});

for (const path of ["cli/instrument_test.ts", "cli/testdata/app.ts", "dist/register.ts"]) {
  Deno.test(`matchesStamp() is true, when only ${path} has changed`, { ignore }, () => {
    assert.equal(matchesAfter((root) => Deno.writeTextFileSync(`${root}/${path}`, "edited")), true);
  });
}

Deno.test("matchesStamp() is false, when there is no stamp or it is another Deno's", () => {
  for (const stamp of ["", Deno.version.deno, "1.0.0\n1\t1\tregister.ts"]) {
    assert.equal(matchesStamp(stamp, "."), false);
  }
});
