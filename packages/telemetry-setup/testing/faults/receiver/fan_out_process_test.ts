import assert from "node:assert/strict";
import { balanceAccounts } from "../account/balance_accounts.ts";
import { findSpooledIds } from "../account/find_spooled_ids.ts";
import { readLedger } from "../account/ledger.ts";
import { inNewFolder } from "../in_new_folder.ts";
import { pickPort } from "../pick_port.ts";
import { startFaultApp } from "../start_fault_app.ts";
import { startRecordingReceiver } from "../start_recording_receiver.ts";
import { whenDelivered } from "../when_delivered.ts";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test(
  "a destination that is down takes no room from one that is not",
  { ignore },
  () =>
    inNewFolder(async (folder) => {
      await using receiver = startRecordingReceiver();
      await receiver.become({ is: "up" });
      const ledger = `${folder}/ledger`;
      const zipkin = `http://127.0.0.1:${pickPort()}`;
      const app = startFaultApp({
        ...{ ledger, process: 1, seconds: 6 },
        spansPerSecond: 100,
        textLength: 20_000,
      }, {
        endpoint: `http://127.0.0.1:${receiver.port}`,
        env: {
          OTEL_TRACES_EXPORTER: "otlp,zipkin",
          OTEL_EXPORTER_ZIPKIN_ENDPOINT: `${zipkin}/api/v2/spans`,
          OTEL_DENO_QUEUE_BYTES: "8000000",
        },
      });
      await app.whenPrinted("recorded");
      await whenDelivered(receiver, readLedger(ledger), { limitMillis: 15_000 });
      await app.end();
      const { created, delivered } = balanceAccounts({
        ledger: readLedger(ledger),
        received: receiver.received(),
        spooled: findSpooledIds(undefined),
        told: [],
      });
      assert.ok(created > 100, `${created}`);
      // The other one did have more than there is room for.
      assert.match(
        app.stderr,
        new RegExp(`Dropped \\d+ spans? for ${zipkin}: the delivery queue is full`),
      );
      assert.equal(delivered, created, app.stderr);
    }),
);
