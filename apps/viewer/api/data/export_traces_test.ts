import { deepEqual, equal, rejects } from "node:assert/strict";
import { decodeLogs, decodeTraces } from "@otel-deno/otlp";
import type { TelemetryStore, TraceQuery } from "../../contract/mod.ts";
import { makeLogs, makeTraces, traceId } from "../../testing/make_telemetry.ts";
import { withStore } from "../../testing/with_store.ts";
import { exportTraces } from "./export_traces.ts";

/** More than are found at once. */
const TRACES = 620;

function withTraces(action: (store: TelemetryStore) => Promise<void>): Promise<void> {
  return withStore(async (store) => {
    await store.writeTraces(makeTraces(
      { service: "shop" },
      Array.from({ length: TRACES }, (_, index) => ({
        trace: (index + 1).toString(16),
        id: "1",
        name: index % 2 === 0 ? "even" : "odd",
        start: index * 1000,
      })),
    ));
    await store.writeTraces(makeTraces({ service: "db" }, [{ trace: "3", id: "2", parent: "1" }]));
    await store.writeLogs(makeLogs({ service: "shop" }, [
      { body: "of the third", trace: "3" },
      { body: "of none" },
    ]));
    await action(store);
  });
}

/** Ids of traces, in their order, and bodies of log records. */
async function exported(store: TelemetryStore, query: TraceQuery) {
  const traceIds: string[] = [];
  const bodies: unknown[] = [];
  for await (const lines of exportTraces(store, query).lines) {
    for (const line of lines.trimEnd().split("\n")) {
      const bytes = new TextEncoder().encode(line);
      const spans = decodeTraces(bytes, "json").resourceSpans
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
      traceIds.push(...spans.map(({ traceId }) => traceId));
      const logs = decodeLogs(bytes, "json").resourceLogs
        .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
      bodies.push(...logs.map(({ body }) => body?.stringValue));
    }
  }
  return { traceIds, bodies };
}

Deno.test("exportTraces() exports every trace that is found, also beyond a page, and no other", () =>
  withTraces(async (store) => {
    const { traceIds, bodies } = await exported(store, { name: "even" });
    const even = Array.from({ length: TRACES / 2 }, (_, index) => (2 * index + 1).toString(16));
    // The third is in two parts: what it has from another service is exported with it.
    deepEqual(
      traceIds,
      even.toReversed().flatMap((id) => id === "3" ? [id, id] : [id]).map(traceId),
    );
    deepEqual(bodies, ["of the third"]);
    equal((await exported(store, {})).traceIds.length, TRACES + 1);
  }));

Deno.test("exportTraces() exports one page of the list, when there is a limit or a cursor", () =>
  withTraces(async (store) => {
    const query = { name: "odd", limit: 2 };
    const { cursor } = await store.findTraces(query);
    const [first, second] = [
      await exported(store, query),
      await exported(store, { ...query, cursor: cursor! }),
    ];
    const latest = [TRACES, TRACES - 2, TRACES - 4, TRACES - 6].map((id) =>
      traceId(id.toString(16))
    );
    deepEqual([...first.traceIds, ...second.traceIds], latest);
    await rejects(exported(store, { cursor: "none" }), {
      name: "BadRequest",
      message: "Cannot use parameter cursor: it is from no answer of this list",
    });
  }));

Deno.test("exportTraces() exports nothing, when no trace is found", () =>
  withTraces(async (store) => {
    deepEqual(await exported(store, { name: "neither" }), { traceIds: [], bodies: [] });
  }));
