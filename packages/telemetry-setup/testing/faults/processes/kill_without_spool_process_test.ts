import assert from "node:assert/strict";
import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { readLastDue } from "../account/read_last_due.ts";
import { inNewFolder } from "../in_new_folder.ts";
import { startFaultApp } from "../start_fault_app.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** What `startFaultApp` sets. */
const SCHEDULE_DELAY_MS = 300;

Deno.test("kill -9 without a spool costs no more than what the schedule delay holds", {
  ignore,
}, () =>
  inNewFolder(async (folder) => {
    await using receiver = startRecordingReceiver();
    await receiver.become({ is: "up" });
    const ledger = `${folder}/ledger`;
    const due = `${folder}/due`;
    const witness = { ledger: due, afterMillis: SCHEDULE_DELAY_MS + 200 };
    for (const [process, delayMillis] of [[1, 1100], [2, 1510], [3, 1930]] as const) {
      const requested = receiver.whenRequested();
      const app = startFaultApp({ ledger, process, seconds: 10, spansPerSecond: 500, witness }, {
        endpoint: `http://127.0.0.1:${receiver.port}`,
      });
      await requested;
      await app.beginWitness();
      await new Promise((resolve) => setTimeout(resolve, delayMillis));
      await app.kill();
    }
    const lastDue = readLastDue(due, [1, 2, 3]);
    const { created, delivered, missing, examples } = balanceAccounts({
      ledger: readLedger(ledger),
      received: receiver.received(),
      spooled: findSpooledIds(undefined),
      told: [],
      lastDue,
    });
    for (const process of [1, 2, 3]) assert.ok(lastDue.get(`t${process}`)! > 0, "nothing was due");
    assert.equal(missing, 0, examples.join());
    assert.ok(delivered > created / 3 && created > 500, `${delivered} of ${created}`);
  }));
