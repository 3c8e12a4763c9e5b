import assert from "node:assert/strict";
import { checkPermissions } from "./check_permissions.ts";

const NEEDS = { variables: ["OTEL_A"], receivers: ["a:1"], folders: ["/otel", "/otlp"] };

Deno.test("checkPermissions() has one finding where everything is permitted", () => {
  assert.deepEqual(checkPermissions(NEEDS, () => true), [
    { subject: "permissions", ok: true, message: "everything needed is permitted" },
  ]);
});

Deno.test("checkPermissions() names the flag for each thing that is not permitted", () => {
  const flags = checkPermissions(NEEDS, () => false).map(({ message }) =>
    message.split("; add ")[1]
  );
  assert.deepEqual(flags, [
    "--allow-env=OTEL_*",
    "--allow-net=a:1",
    "--allow-read=/otel,/otlp",
    "--allow-sys=hostname",
    "--allow-sys=osRelease",
  ]);
});

Deno.test("checkPermissions() names the flags for the folder that keeps what cannot be sent", () => {
  const needs = { ...NEEDS, spoolFolder: "/spool" };
  const messages = checkPermissions(needs, ({ name }) => name !== "read" && name !== "write")
    .map(({ message }) => message.split("; add ")[1]);
  assert.deepEqual(messages, ["--allow-read=/otel,/otlp,/spool", "--allow-write=/spool"]);
});
