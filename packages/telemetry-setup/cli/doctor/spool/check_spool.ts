import { inspectSpool } from "../../../transports/spool/inspect_spool.ts";
import type { Finding } from "../finding.ts";
import { describeSpool } from "./describe_spool.ts";

/** Checks what lies in a spool folder; one that is not there yet has nothing in it. */
export function checkSpool(folder: string): readonly Finding[] {
  const subject = "spool";
  if (Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") {
    const message = `what waits in ${folder} is not known; to see it, add --allow-read=${folder}`;
    return [{ subject, ok: true, message }];
  }
  return describeSpool(inspectSpool(folder), { folder, now: Date.now() });
}
