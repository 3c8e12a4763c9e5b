import type { Page, TraceQuery, TraceSummary } from "../../contract/mod.ts";
import { matchesAttributes, textOf } from "./matches_attributes.ts";
import type { StoredLog, StoredSpan } from "./stored_items.ts";
import { takePage } from "./take_page.ts";

/** The traces that a query asks for. */
export function findTraces(
  { spans, logs }: { readonly spans: readonly StoredSpan[]; readonly logs: readonly StoredLog[] },
  query: TraceQuery,
): Page<TraceSummary> {
  const found: TraceSummary[] = [];
  for (const [traceId, members] of Map.groupBy(spans, ({ traceId }) => traceId)) {
    const summary = summarize(members, logs.filter(({ log }) => log.traceId === traceId).length);
    if (matches(summary, members, query)) found.push(summary);
  }
  found.sort((a, b) =>
    query.order === "duration"
      ? b.durationNano - a.durationNano
      : Number(BigInt(b.startUnixNano) - BigInt(a.startUnixNano))
  );
  return takePage(found, { limit: query.limit ?? 50, cursor: query.cursor });
}

function matches(
  trace: TraceSummary,
  members: readonly StoredSpan[],
  query: TraceQuery,
): boolean {
  const { from = "0", to = String(2n ** 63n), minDurationNano = 0, maxDurationNano = Infinity } =
    query;
  const start = BigInt(trace.startUnixNano);
  if (start < BigInt(from) || start > BigInt(to)) return false;
  if (trace.durationNano < minDurationNano || trace.durationNano > maxDurationNano) return false;
  if (query.status !== undefined && (query.status === "error") !== trace.errorCount > 0) {
    return false;
  }
  const words = query.text?.toLowerCase().split(/\s+/).filter((word) => word !== "") ?? [];
  const conditions: ((member: StoredSpan) => boolean)[] = [
    ({ span }) => words.every((word) => span.name.toLowerCase().includes(word)),
    ({ service }) => query.service === undefined || service === query.service,
    ({ span }) => query.name === undefined || span.name === query.name,
    ({ run }) => query.run === undefined || run === query.run,
    (member) => query.route === undefined || isRoute(member, query.route),
    ...(query.attributes ?? []).filter(({ negated }) => !negated).map((filter) =>
    (
      member: StoredSpan,
    ) => matchesAttributes({ attributes: member.span.attributes, origin: member }, [filter])),
  ];
  if (!conditions.every((condition) => members.some(condition))) return false;
  // None of its spans may have what is excluded.
  const negative = query.attributes?.filter(({ negated }) => negated);
  return members.every((member) =>
    !query.notServices?.includes(member.service) &&
    !query.notRuns?.includes(member.run) &&
    !query.notNames?.includes(member.span.name) &&
    !query.notRoutes?.some((route) => isRoute(member, route)) &&
    matchesAttributes({ attributes: member.span.attributes, origin: member }, negative)
  );
}

function summarize(members: readonly StoredSpan[], logCount: number): TraceSummary {
  const byStart = members.toSorted((a, b) =>
    Number(BigInt(a.span.startTimeUnixNano) - BigInt(b.span.startTimeUnixNano))
  );
  const root = byStart.find(({ span }) => span.parentSpanId === "") ?? byStart[0]!;
  const start = BigInt(byStart[0]!.span.startTimeUnixNano);
  const end = members.reduce(
    (latest, { span }) =>
      BigInt(span.endTimeUnixNano) > latest ? BigInt(span.endTimeUnixNano) : latest,
    start,
  );
  const route = routeOf(root);
  return {
    traceId: root.traceId,
    name: root.span.name,
    service: root.service,
    ...(route === undefined ? {} : { route }),
    startUnixNano: String(start),
    durationNano: Number(end - start),
    spanCount: members.length,
    errorCount: members.filter(({ span }) => span.status.code === 2).length,
    openCount:
      members.filter(({ span }) => BigInt(span.endTimeUnixNano) < BigInt(span.startTimeUnixNano))
        .length,
    logCount,
    services: [...Map.groupBy(members, ({ service }) => service)]
      .map(([name, spans]) => ({ name, spanCount: spans.length }))
      .sort((a, b) => b.spanCount - a.spanCount),
    ...(root.run === "" ? {} : { run: root.run }),
  };
}

function isRoute(member: StoredSpan, route: string): boolean {
  const whole = routeOf(member);
  return whole === undefined
    ? member.span.name === route
    : whole === route || whole.endsWith(` ${route}`);
}

/** `GET /rolldice`, where there is a route. */
export function routeOf({ span }: StoredSpan): string | undefined {
  const text = (key: string) => {
    const attribute = span.attributes.find((one) => one.key === key);
    return attribute === undefined ? undefined : textOf(attribute.value);
  };
  const route = text("http.route");
  if (route === undefined) return undefined;
  return `${text("http.request.method") ?? ""} ${route}`.trim();
}
