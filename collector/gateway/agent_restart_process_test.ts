import assert from "node:assert/strict";
import { join } from "node:path";
import { balanceAccounts } from "../../packages/telemetry-setup/testing/faults/account/balance_accounts.ts";
import { findSpooledIds } from "../../packages/telemetry-setup/testing/faults/account/find_spooled_ids.ts";
import { IdCounts } from "../../packages/telemetry-setup/testing/faults/account/id_counts.ts";
import { readLedger } from "../../packages/telemetry-setup/testing/faults/account/ledger.ts";
import { readToldLosses } from "../../packages/telemetry-setup/testing/faults/account/read_told_losses.ts";
import { findImbalance } from "../../packages/telemetry-setup/testing/faults/fault_report.ts";
import { inNewFolder } from "../../packages/telemetry-setup/testing/faults/in_new_folder.ts";
import { pickPort } from "../../packages/telemetry-setup/testing/faults/pick_port.ts";
import {
  type FaultApp,
  startFaultApp,
} from "../../packages/telemetry-setup/testing/faults/start_fault_app.ts";
import { whenDelivered } from "../../packages/telemetry-setup/testing/faults/when_delivered.ts";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { type RunningCollector, startCollector } from "../../tools/collector/start_collector.ts";
import { createMember, type Member } from "./testing/create_member.ts";

const ignore = ignoreWithoutCollector();

const SPANS_PER_SECOND = 2000;
/** A Collector that keeps what arrives and prints little of it. */
const BACKEND = [
  join(repositoryRoot, "collector/debug/otel-collector-config.yaml"),
  join(repositoryRoot, "packages/telemetry-setup/testdata/quiet_collector.yaml"),
];

/** An application with a spool, the agent, and behind it, where a gateway would be, a Collector. */
interface Line {
  readonly agent: Member;
  /** Those that ran one after the other in the gateway's place; the last is the present one. */
  readonly behind: RunningCollector[];
  startBehind(): Promise<void>;
}

/** Runs an application for so many seconds, and something beside it; then all has to have come. */
async function accountFor(
  seconds: number,
  happen: (line: Line) => Promise<void>,
): Promise<void> {
  await inNewFolder(async (folder) => {
    const port = pickPort();
    await using agent = createMember({
      configs: [join(repositoryRoot, "collector/gateway/agent.yaml")],
      folder: join(folder, "agent"),
      env: { GATEWAYS: `[127.0.0.1:${port}]` },
    });
    const behind: RunningCollector[] = [];
    await using disposables = new AsyncDisposableStack();
    const startBehind = async () => {
      const config = { config: BACKEND, env: { OTLP_GRPC_PORT: `${port}` } };
      behind.push(disposables.use(await startCollector(config)));
    };
    await startBehind();
    await agent.start();
    const [ledger, spool] = [join(folder, "ledger"), join(folder, "spool")];
    const app = startApp({ ledger, seconds, spool, port: agent.httpPort });
    await app.whenPrinted("started");
    await happen({ agent, behind, startBehind });
    await app.whenPrinted("recorded");
    const received = () => countIds(behind);
    await whenDelivered({ received }, readLedger(ledger), {
      limitMillis: 90_000,
      pollMillis: 1000,
    });
    assert.equal(await app.end(), 0, app.stderr);
    const balance = balanceAccounts({
      ledger: readLedger(ledger),
      received: received(),
      spooled: findSpooledIds(spool),
      told: [readToldLosses(app.stderr)],
    });
    const said = `${JSON.stringify(balance)}\n${app.stderr}\n${agent.output()}`;
    assert.deepEqual(findImbalance(balance), [], said);
    assert.equal(balance.created, seconds * SPANS_PER_SECOND, said);
    assert.equal(balance.delivered, balance.created, said);
    assert.equal(balance.strangers, 0, said);
  });
}

Deno.test(
  "agent: all comes, when the gateway is away, then the agent, while the application runs",
  {
    ignore,
  },
  async () => {
    await accountFor(37, async ({ agent, behind, startBehind }) => {
      await pause(2);
      await behind[0]!.stop();
      await pause(2);
      assert.ok(await agent.readMetric("otelcol_exporter_queue_size") > 0, "nothing is queued");
      await agent.stop();
      await pause(30);
      await startBehind();
      await agent.start();
    });
  },
);

Deno.test("agent: all comes, when it is killed again and again while the application runs", {
  ignore,
}, async () => {
  await accountFor(8, async ({ agent }) => {
    for (let kill = 0; kill < 3; kill++) {
      await pause(1.5);
      await agent.kill();
      await pause(0.5);
      await agent.start();
    }
  });
});

function startApp(options: {
  readonly ledger: string;
  readonly seconds: number;
  readonly spool: string;
  readonly port: number;
}): FaultApp {
  const { ledger, seconds, spool, port } = options;
  return startFaultApp({
    ledger,
    process: 1,
    seconds,
    spansPerSecond: SPANS_PER_SECOND,
    together: 10,
  }, {
    endpoint: `http://127.0.0.1:${port}`,
    env: { OTEL_DENO_SPOOL_DIR: spool, OTEL_BSP_SCHEDULE_DELAY: "" },
  });
}

function countIds(collectors: readonly RunningCollector[]): IdCounts {
  const ids = new IdCounts();
  for (const collector of collectors) {
    for (const { resourceSpans = [] } of collector.eachJsonLine("traces")) {
      for (const { scopeSpans } of resourceSpans) {
        for (const { spans } of scopeSpans) for (const { name } of spans) ids.addFrom(name);
      }
    }
  }
  return ids;
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
