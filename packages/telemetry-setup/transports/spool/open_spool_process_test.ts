import { deepEqual, equal, match } from "node:assert/strict";
import { openSpool } from "./open_spool.ts";
import { append, drainAdopted, KEY, MAY_WRITE, TestSpool } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;
const IS_WINDOWS = Deno.build.os === "windows";

Deno.test("openSpool() makes folder and files for nobody else, when there is none", {
  ignore: ignore || IS_WINDOWS,
}, () => {
  using test = new TestSpool();
  append(test.open()!.open(KEY), "one");

  equal(Deno.statSync(test.folder).mode! & 0o777, 0o700);
  for (const { name } of Deno.readDirSync(test.folder)) {
    equal(Deno.statSync(`${test.folder}/${name}`).mode! & 0o777, 0o600, name);
  }
});

Deno.test("openSpool() leaves the folder alone and says so, when it has something else in it", {
  ignore,
}, () => {
  using test = new TestSpool();
  Deno.mkdirSync(test.folder, { recursive: true });
  Deno.writeTextFileSync(`${test.folder}/thesis.txt`, "mine");

  equal(test.open(), undefined);
  deepEqual(test.problems, [
    `Cannot keep telemetry in ${test.folder}: it is not empty, and no spool; it is kept in memory only`,
  ]);
  deepEqual(test.files, ["thesis.txt"]);
});

Deno.test("openSpool() says why, when the path is a file", { ignore }, () => {
  using test = new TestSpool();
  Deno.mkdirSync(test.folder.slice(0, test.folder.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(test.folder, "");

  equal(test.open(), undefined);
  match(test.problems[0]!, /^Cannot keep telemetry in .*: .+; it is kept in memory only$/);
  Deno.removeSync(test.folder);
});

Deno.test("openSpool() takes the folder, when the marker was removed but all else is ours", {
  ignore,
}, () => {
  using test = new TestSpool();
  const first = test.open()!;
  append(first.open(KEY), "one");
  first.close();
  Deno.removeSync(`${test.folder}/.otel-deno-spool-1`);

  deepEqual(drainAdopted(test.open()!), ["one"]);
});

Deno.test("openSpool() asks for nothing and says what to add, when it is not permitted", {
  permissions: {},
}, () => {
  const problems: string[] = [];
  const listener = { onDropped() {}, onProblem: (message: string) => problems.push(message) };

  equal(openSpool({ folder: "/var/lib/otel" }, { listener }), undefined);
  deepEqual(problems, [
    "Cannot keep telemetry in /var/lib/otel: not permitted; add --allow-read=/var/lib/otel " +
    "--allow-write=/var/lib/otel; it is kept in memory only",
  ]);
});
