import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { createFileTransport } from "./file_transport.ts";
import type { SendOptions } from "./transport.ts";

const OPTIONS: SendOptions = {
  signal: "logs",
  contentType: "application/x-ndjson",
  encoding: "identity",
  itemCount: 1,
};
const ACCEPTED = { outcome: "accepted", rejectedCount: 0, message: "" };
const MAY_WRITE = mayWrite();
const bytes = (text: string) => new TextEncoder().encode(text);
const never = (reason: string) => assert.fail(reason);

Deno.test("createFileTransport() appends to what stands there already", {
  ignore: !MAY_WRITE,
}, async () => {
  await using folder = makeFolder();
  const file = pathToFileURL(`${folder.path}/with space.jsonl`);
  for (const text of ["one\n", "two\n"]) {
    const transport = createFileTransport(file, { onFailure: never });
    assert.deepEqual(await transport.send(bytes(text), OPTIONS), ACCEPTED);
    transport.close();
  }
  assert.equal(Deno.readTextFileSync(file), "one\ntwo\n");
});

Deno.test("createFileTransport() has written when send() returns, for the end of the process", {
  ignore: !MAY_WRITE,
}, () => {
  using folder = makeFolder();
  const file = pathToFileURL(`${folder.path}/spans.jsonl`);
  const transport = createFileTransport(file, { onFailure: never });
  transport.send(bytes("one\n"), OPTIONS);
  assert.equal(Deno.readTextFileSync(file), "one\n");
  transport.close();
});

Deno.test("createFileTransport() makes the file again, when it was moved away", {
  ignore: !MAY_WRITE,
}, () => {
  using folder = makeFolder();
  const file = pathToFileURL(`${folder.path}/spans.jsonl`);
  const transport = createFileTransport(file, { onFailure: never });
  transport.send(bytes("one\n"), OPTIONS);
  Deno.renameSync(file, pathToFileURL(`${folder.path}/spans.1.jsonl`));
  transport.send(bytes("two\n"), OPTIONS);
  assert.equal(Deno.readTextFileSync(file), "two\n");
});

Deno.test("createFileTransport() takes no relative path for a host", () => {
  const reasons: string[] = [];
  createFileTransport(new URL("file://spans.jsonl"), { onFailure: (line) => reasons.push(line) });
  assert.deepEqual(reasons, [
    'Cannot write telemetry to file://spans.jsonl/: "spans.jsonl" is taken for a host; ' +
    "write file:///path",
  ]);
});

Deno.test("createFileTransport() refuses, when it is closed", { ignore: !MAY_WRITE }, async () => {
  using folder = makeFolder();
  const transport = createFileTransport(pathToFileURL(`${folder.path}/x`), { onFailure: never });
  transport.close();
  transport.close();
  assert.equal((await transport.send(bytes("one\n"), OPTIONS)).outcome, "refused");
});

Deno.test("createFileTransport() says once why nothing is written, when there is no such folder", {
  ignore: !MAY_WRITE,
}, async () => {
  using folder = makeFolder();
  const reasons: string[] = [];
  const file = pathToFileURL(`${folder.path}/missing/spans.jsonl`);
  const transport = createFileTransport(file, { onFailure: (reason) => reasons.push(reason) });
  const verdict = await transport.send(bytes("one\n"), OPTIONS);
  assert.deepEqual(verdict, { outcome: "refused", reason: "No such file or directory" });
  assert.deepEqual(reasons, [
    `Cannot write telemetry to ${file.href}: No such file or directory`,
  ]);
});

Deno.test("createFileTransport() names the flag, when writing is not permitted", {
  permissions: {},
}, async () => {
  const reasons: string[] = [];
  const file = new URL("file:///var/log/dice/my%20spans.jsonl");
  const transport = createFileTransport(file, { onFailure: (reason) => reasons.push(reason) });
  const reason = "not permitted; add --allow-write=/var/log/dice/my spans.jsonl";
  assert.deepEqual(await transport.send(bytes("x"), OPTIONS), { outcome: "refused", reason });
  assert.deepEqual(reasons, [`Cannot write telemetry to ${file.href}: ${reason}`]);
});

function mayWrite(): boolean {
  // The folder for temporary files is asked of the environment.
  if (Deno.permissions.querySync({ name: "env", variable: "TMPDIR" }).state !== "granted") {
    return false;
  }
  return ["read", "write"].every((name) =>
    Deno.permissions.querySync({
      name: name as "read" | "write",
      path: Deno.env.get("TMPDIR") ?? "/tmp",
    }).state === "granted"
  );
}

function makeFolder() {
  const path = Deno.makeTempDirSync();
  const remove = () => Deno.removeSync(path, { recursive: true });
  return {
    path,
    [Symbol.dispose]: remove,
    [Symbol.asyncDispose]: () => Promise.resolve(remove()),
  };
}
