import assert from "node:assert/strict";
import type { Verdict } from "../transport.ts";
import { explainRefusal } from "./explain_refusal.ts";

const refused = (reason: string): Verdict => ({ outcome: "refused", reason });

Deno.test("explainRefusal() tells no credentials from wrong ones, and shows none", () => {
  for (const reason of ["status 401 (who?)", "HTTP status 401", "gRPC status 16 (who?)"]) {
    assert.deepEqual(
      explainRefusal(refused(reason), {}),
      refused(`${reason}; no credentials are configured`),
    );
    assert.deepEqual(
      explainRefusal(refused(reason), { authorization: "Bearer secret" }),
      refused(`${reason}; the configured headers are not accepted`),
    );
  }
});

Deno.test("explainRefusal() leaves every other verdict as it is", () => {
  const others: readonly Verdict[] = [
    refused("status 403 (no)"),
    refused("gRPC status 1"),
    { outcome: "retry", reason: "status 401" },
    { outcome: "accepted", rejectedCount: 0, message: "status 401" },
  ];
  for (const verdict of others) assert.equal(explainRefusal(verdict, {}), verdict);
});
