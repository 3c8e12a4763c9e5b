/** The scenario with the real Collector, a real Prometheus and the dice server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { runCommand } from "../../tools/run/run_command.ts";
import { findPrometheus } from "./testing/find_prometheus.ts";
import { type Expression, readExpressions } from "./testing/read_expressions.ts";
import { type RunningBackends, startBackends } from "./testing/start_backends.ts";
import { type RunningPrometheus, startPrometheus } from "./testing/start_prometheus.ts";

const FOLDER = join(repositoryRoot, "collector/backends");

const programs = findPrometheus();
const ignorePromtool = programs === undefined;
const ignore = ignoreWithoutCollector() || ignorePromtool;

/** Waits up to 30 s for something to be there. */
async function waitFor<Found>(
  what: string,
  find: () => Promise<Found | undefined>,
): Promise<Found> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Cannot find ${what} in 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A few requests to each route, some of which fail: every label has a value then. */
async function ask(backends: RunningBackends): Promise<void> {
  for (let round = 0; round < 5; round++) {
    assert.equal(await backends.ask("/rolldice?rolls=20&player=alice"), 200);
    assert.equal(await backends.ask("/healthz"), 200);
    assert.equal(await backends.ask("/rolldice?rolls=0"), 500);
  }
}

/** Waits until an expression has a value, in series that have the labels that are shown. */
function waitForValue(prometheus: RunningPrometheus, { owner, text, labels }: Expression) {
  return waitFor(
    `a value of ${owner}, ${text}, with ${labels.join(" and ") || "any labels"}`,
    async () => {
      const samples = await prometheus.query(text);
      const whole = samples.filter(({ metric, value }) =>
        Number.isFinite(value) && labels.every((label) => metric[label])
      );
      return whole.length > 0 && whole.length === samples.length ? whole : undefined;
    },
  );
}

/** All trace ids in what came, in hexadecimal digits. */
function traceIdsOf(backends: RunningBackends): readonly string[] {
  return backends.traces.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.map(({ traceId }) => toHex(traceId)))
    )
  );
}

function toHex(id: Uint8Array | string): string {
  return typeof id === "string" ? id : id.toHex();
}

Deno.test(
  "backends: each query of the dashboard and of the alert rules finds what the dice server sends",
  {
    ignore,
  },
  async () => {
    await using backends = await startBackends();
    await using prometheus = await startPrometheus(programs!.prometheus, {
      ports: { 8889: backends.metricsPort, 8888: backends.collectorMetricsPort },
    });
    const { dashboard, alerts } = await readExpressions();
    assert.ok(dashboard.length >= 7 && alerts.length >= 4);

    // Rates need a change from one scrape to another, within the 10 s that they look at.
    let asking = true;
    const asked = (async () => {
      while (asking) {
        await ask(backends);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    })();
    try {
      for (const expression of [...dashboard, ...alerts]) {
        await waitForValue(prometheus, expression);
      }

      // The dots on the graphs lead to traces that are there.
      for (const metric of ["http_server_request_duration_seconds_bucket", "dice_rolls_total"]) {
        await waitFor(`traces of exemplars of ${metric}`, async () => {
          const ids = await prometheus.queryTraceIds(metric);
          const known = new Set(traceIdsOf(backends));
          return ids.some((id) => known.has(id)) ? ids : undefined;
        });
      }
    } finally {
      asking = false;
      await asked;
    }
  },
);

Deno.test("backends: the log records have what the dashboard and the data sources ask Loki for", {
  ignore: ignoreWithoutCollector(),
}, async () => {
  await using backends = await startBackends();
  await ask(backends);
  const record = await waitFor("a log record of a request", () => {
    const found = backends.logs.flatMap(({ resourceLogs }) =>
      resourceLogs.flatMap(({ resource, scopeLogs }) =>
        scopeLogs.flatMap(({ logRecords }) =>
          logRecords.map((one) => ({ ...one, attributes: resource?.attributes }))
        )
      )
    );
    return Promise.resolve(found.find(({ traceId }) => toHex(traceId ?? "") !== ""));
  });
  const service = record.attributes?.find(({ key }) => key === "service.name")?.value;
  // Loki makes the label service_name of service.name, and trace_id of the record's own field.
  const { logs } = await readExpressions();
  assert.deepEqual(logs.map(({ text }) => text), [
    `{service_name="${service?.stringValue}"}`,
  ]);
  assert.ok(traceIdsOf(backends).includes(toHex(record.traceId!)));
});

Deno.test("backends: promtool accepts Prometheus' configuration and rules", {
  ignore: ignorePromtool,
}, async () => {
  const { code, stdout, stderr } = await runCommand([
    programs!.promtool,
    "check",
    "config",
    join(FOLDER, "prometheus.yaml"),
  ]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /4 rules found/);
});

Deno.test("backends: the alert rules alert when they should, and only then", {
  ignore: ignorePromtool,
}, async () => {
  const { code, stdout, stderr } = await runCommand([
    programs!.promtool,
    "test",
    "rules",
    join(FOLDER, "testing/alert_rules_cases.yaml"),
  ]);
  assert.equal(code, 0, stdout + stderr);
});
