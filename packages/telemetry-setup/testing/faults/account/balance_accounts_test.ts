import assert from "node:assert/strict";
import { balanceAccounts } from "./balance_accounts.ts";
import { IdCounts } from "./id_counts.ts";

function idsOf(text: string): IdCounts {
  const ids = new IdCounts();
  ids.addFrom(text);
  return ids;
}

Deno.test("balanceAccounts() says of each id where it is", () => {
  const balance = balanceAccounts({
    ledger: [
      { run: "t1", first: 0, last: 5 },
      { run: "t1", first: 6, last: 6 },
      { run: "l2", first: 0, last: 0 },
    ],
    received: idsOf("id:t1.0;id:t1.1;id:t1.0;id:t9.0;"),
    spooled: {
      all: idsOf("id:t1.1;id:t1.2;id:t1.3;"),
      quarantined: idsOf("id:t1.3;"),
      segments: 2,
      bytes: 10,
    },
    told: [
      { lost: new Map([["full", 1]]), lostCount: 1, keptCount: 0 },
      { lost: new Map([["full", 2]]), lostCount: 2, keptCount: 0 },
    ],
    lastDue: new Map([["t1", 5]]),
  });
  assert.deepEqual(balance, {
    created: 8,
    delivered: 2,
    spooled: 1,
    quarantined: 1,
    lost: { full: 3 },
    lastMoments: 1,
    missing: 3,
    duplicates: 1,
    strangers: 1,
    examples: ["t1.4", "t1.5", "l2.0"],
  });
});
