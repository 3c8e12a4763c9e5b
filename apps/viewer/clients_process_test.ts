import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { type RunningCollector, startCollector } from "../../tools/collector/start_collector.ts";
import { startCollector as startCollectorWith } from "../../packages/otlp-receiver/testdata/start_collector.ts";
import { assertStored } from "./testing/clients/assert_stored.ts";
import { exportedRequests } from "./testing/clients/exported_requests.ts";
import { findClient } from "./testing/clients/find_client.ts";
import { flattenItems, type SentRequest } from "./testing/clients/flatten_items.ts";
import { runSender } from "./testing/clients/run_sender.ts";
import { startViewerProcess, type ViewerUnderTest } from "./testing/start_viewer_process.ts";

// Clients that are not ours, and a viewer that stores what they send in a file.

const ignore = (["env", "net", "read", "run", "write", "sys"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const python = findClient("python");
const telemetrygen = findClient("telemetrygen");
const NPM_SENDER = join(import.meta.dirname!, "testing/clients/npm_sdk_sender.ts");
const PYTHON_SENDER = join(import.meta.dirname!, "testing/clients/python_sdk_sender.py");

interface Started {
  readonly viewer: ViewerUnderTest;
  readonly database: string;
}

async function withViewer(
  action: (started: Started) => Promise<void>,
  ...args: readonly string[]
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const database = join(folder, "viewer.db");
    const viewer = await startViewerProcess(["--db", database, ...args]);
    if (!("url" in viewer)) throw new Error(viewer.stderr);
    await using _ = viewer;
    await action({ viewer, database });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
  Deno.test(
    `the viewer stores all that the npm SDK sends over ${protocol}`,
    { ignore },
    async () => {
      await withViewer(async ({ viewer, database }) => {
        const endpoint = protocol === "grpc" ? viewer.otlpGrpc : viewer.otlpHttp;
        const flags = ["run", "--quiet", "--no-prompt", "-A", NPM_SENDER];
        const sent = await runSender(Deno.execPath(), [...flags, protocol, endpoint]);
        await assertStored(viewer, { sent, database });
      });
    },
  );
}

for (const protocol of ["http/protobuf", "grpc"]) {
  Deno.test(`the viewer stores all that the Python SDK sends over ${protocol}`, {
    ignore: ignore || python === undefined,
  }, async () => {
    await withViewer(async ({ viewer, database }) => {
      const endpoint = protocol === "grpc" ? viewer.otlpGrpc : viewer.otlpHttp;
      const sent = await runSender(python!, [PYTHON_SENDER, protocol, endpoint]);
      await assertStored(viewer, { sent, database });
    });
  });
}

const COMMON = ["--otlp-insecure", "--rate", "0", "--workers", "2"];
const ATTRIBUTES = [
  ...["--otlp-attributes", 'team="ünï"', "--otlp-attributes", "tier=3"],
  ...["--telemetry-attributes", 'shop="a b"', "--telemetry-attributes", "paid=true"],
];
/** What telemetrygen is asked to do, and how many items that makes. */
const GENERATED = [
  [
    ["traces", "--traces", "100", "--child-spans", "4", "--span-links", "2"],
    { signal: "traces", items: 1000 },
  ],
  [["traces", "--traces", "50", "--status-code", "Error"], { signal: "traces", items: 200 }],
  [["logs", "--logs", "500", "--severity-text", "Warn", "--severity-number", "13"], {
    signal: "logs",
    items: 1000,
  }],
  ...["Gauge", "Sum", "Histogram", "ExponentialHistogram"].map((type) =>
    [
      ["metrics", "--metrics", "100", "--metric-type", type, "--otlp-metric-name", `gen.${type}`],
      { signal: "metrics", items: 200 },
    ] as const
  ),
] as const;

for (const protocol of ["http", "grpc"]) {
  Deno.test(`the viewer stores all that telemetrygen sends over ${protocol}`, {
    ignore: ignore || telemetrygen === undefined || ignoreWithoutCollector(),
  }, async () => {
    // What telemetrygen has sent it does not tell. A Collector does, to which the viewer sends it on.
    await using collector = await startCollector();
    await withViewer(
      async ({ viewer, database }) => {
        const { host } = new URL(protocol === "http" ? viewer.otlpHttp : viewer.otlpGrpc);
        const flags = ["--otlp-endpoint", host, ...protocol === "http" ? ["--otlp-http"] : []];
        for (const [args] of GENERATED) {
          const { code, stderr } = await new Deno.Command(telemetrygen!, {
            args: [...args, ...COMMON, ...ATTRIBUTES, ...flags],
            stdin: "null",
            stdout: "null",
            signal: AbortSignal.timeout(60_000),
          }).output();
          equal(code, 0, new TextDecoder().decode(stderr));
        }
        const counts = { traces: 0, logs: 0, metrics: 0 };
        for (const [, { signal, items }] of GENERATED) counts[signal] += items;
        const sent = await receivedBy(collector, counts);
        await assertStored(viewer, { sent, database });
      },
      "--forward",
      `http://127.0.0.1:${collector.httpPort}`,
    );
  });
}

/** How a Collector sends on, by what it is told; none of it in batches of its own. */
const COLLECTOR_EXPORTERS = {
  "gRPC": ({ otlpGrpc }: ViewerUnderTest) => ({
    otlp_grpc: { endpoint: otlpGrpc, tls: { insecure: true } },
  }),
  "HTTP with protobuf": ({ otlpHttp }: ViewerUnderTest) => ({
    otlp_http: { endpoint: otlpHttp },
  }),
  "HTTP with JSON": ({ otlpHttp }: ViewerUnderTest) => ({
    otlp_http: { endpoint: otlpHttp, encoding: "json" },
  }),
};

for (const [protocol, exportersFor] of Object.entries(COLLECTOR_EXPORTERS)) {
  Deno.test(`the viewer stores all that the Collector sends over ${protocol}`, {
    ignore: ignore || ignoreWithoutCollector(),
  }, async () => {
    await withViewer(async ({ viewer, database }) => {
      await using collector = await startCollectorWith(exportersFor(viewer));
      const flags = ["run", "--quiet", "--no-prompt", "-A", NPM_SENDER];
      const sent = await runSender(Deno.execPath(), [
        ...flags,
        "http/protobuf",
        collector.endpoint,
      ]);
      await allHaveCome(viewer, flattenItems(sent).length);
      await assertStored(viewer, { sent, database });
    });
  });
}

/** What a Collector has taken it sends on a little later. */
async function allHaveCome(viewer: ViewerUnderTest, count: number): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    const { spans, logs, metricPoints } = await (await fetch(`${viewer.url}/api/stats`)).json();
    if (spans + logs + metricPoints >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

type Counts = Readonly<Record<SentRequest["signal"], number>>;

/** Waits until the Collector has so many items of each signal, and a moment in which more may come. */
async function receivedBy(
  collector: RunningCollector,
  counts: Counts,
): Promise<readonly SentRequest[]> {
  const sent: SentRequest[] = [];
  for (const [signal, count] of Object.entries(counts)) {
    const items = await collector.waitForJsonLines(signal as SentRequest["signal"], (lines) => {
      const requests = exportedRequests(lines.map((line) => JSON.stringify(line)).join("\n"));
      return flattenItems(requests).length >= count && requests;
    }, { timeoutMs: 30_000 });
    deepEqual([signal, flattenItems(items).length], [signal, count]);
    sent.push(...items);
  }
  return sent;
}
