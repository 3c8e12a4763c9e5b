// Hot path: runs for every batch of spans that is stored.
import { encodeTraces, type Span, SpanKind, StatusCode } from "@otel-deno/otlp";
import { attributeToken, nameToken, propertyToken, sourceToken } from "../index/attribute_token.ts";
import type { Block } from "../index/block.ts";
import { addToLinks } from "./call_links.ts";
import { durationBucket } from "../index/duration_bucket.ts";
import { isValidId } from "./is_valid_id.ts";
import { MAX_DEPTH, type Source } from "../dictionaries/source_dictionary.ts";
import { splitMessages } from "./split_messages.ts";
import { durationNano, storedTime } from "../index/stored_time.ts";
import { textOfValue } from "../index/text_of_value.ts";
import { MAX_CHUNKS, type TraceState } from "../dictionaries/trace_ledger.ts";
import type { WriteState } from "./write_state.ts";

const SLOT_NANO = 10_000_000_000n;

/**
 * Writes spans of one source.
 *
 * @returns How many could not be stored.
 */
export function writeSpans(state: WriteState, source: Source, spans: readonly Span[]): number {
  const byTrace = new Map<string, Span[]>();
  let stored = 0;
  for (const span of spans) {
    if (!isValidId(span.traceId, 16) || !isValidId(span.spanId, 8)) continue;
    stored++;
    const others = byTrace.get(span.traceId);
    if (others === undefined) byTrace.set(span.traceId, [span]);
    else others.push(span);
  }
  if (stored === 0) return spans.length;
  const { bytes, offsets } = splitMessages(
    encodeTraces(
      { resourceSpans: [{ scopeSpans: [{ spans: [...byTrace.values()].flat() }] }] },
      "protobuf",
      { maxDepth: MAX_DEPTH },
    ),
    2,
  );
  const insert = state.connection.prepare("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)");
  let index = 0;
  let rejected = spans.length - stored;
  for (const [id, ofTrace] of byTrace) {
    const start = offsets[index]!;
    index += ofTrace.length;
    const data = bytes.subarray(start, offsets[index]);
    const trace = state.traces.find(id);
    if (trace.chunks >= MAX_CHUNKS) {
      rejected += ofTrace.length;
      continue;
    }
    const { errors, first } = indexSpans(state, {
      trace,
      source,
      spans: ofTrace,
      bytes: data.length,
    });
    const number = trace.number * MAX_CHUNKS + trace.chunks++;
    insert.run(number, source.id, first, ofTrace.length, errors, data);
  }
  return rejected;
}

/** Spans of one trace and one source. */
interface Chunk {
  readonly trace: TraceState;
  readonly source: Source;
  readonly spans: readonly Span[];
  readonly bytes: number;
}

function indexSpans(
  state: WriteState,
  { trace, source, spans, bytes }: Chunk,
): { readonly errors: number; readonly first: bigint } {
  const block = state.blocks.find(trace.block);
  const member = trace.number - block.row.first;
  const services = trace.services.add(source.service).size;
  const links = services > 1 ? state.traces.linksOf(trace) : undefined;
  let errors = 0;
  let first = storedTime(spans[0]!.startTimeUnixNano);
  block.post(sourceToken(source.id), member);
  for (const span of spans) {
    const start = storedTime(span.startTimeUnixNano);
    const end = storedTime(span.endTimeUnixNano);
    const name = state.names.numberOf(span.name, block.row.id);
    const isError = span.status?.code === StatusCode.ERROR;
    if (isError) errors++;
    if (span.endTimeUnixNano < span.startTimeUnixNano) trace.open++;
    if (start < first) first = start;
    if (start < trace.start) trace.start = start;
    if (start > trace.end) trace.end = start;
    if (end > trace.end) trace.end = end;
    block.post(nameToken(name), member);
    block.count(source.id, start, isError);
    const route = indexAttributes(block, span, member);
    nameTrace(state, trace, { span, start, name, route, source: source.id, block: block.row.id });
    if (isEntry(span)) {
      const label = route ?? span.name;
      const number = label === span.name ? name : state.names.numberOf(label, block.row.id);
      if (number !== name) block.post(propertyToken("route", label), member);
      countDuration(block, span, { source: source.id, caller: 0, route: number });
    }
    if (links !== undefined) {
      for (
        const { callee, caller } of addToLinks(links, {
          span,
          source: source.id,
          service: source.service,
        })
      ) {
        countDuration(block, callee.span, { source: callee.source, caller, route: 0 });
      }
    }
  }
  trace.spans += spans.length;
  trace.errors += errors;
  trace.sources.set(source.id, (trace.sources.get(source.id) ?? 0) + spans.length);
  block.include(trace.start);
  // A trace gets longer, never shorter: what its first spans take stays the least.
  block.includeValue(durationNano(trace.start, trace.end));
  block.row.items += spans.length;
  block.row.bytes += bytes;
  return { errors, first };
}

/** @returns What the span is counted as: `GET /rolldice`; absent where it has no route. */
function indexAttributes(block: Block, { attributes }: Span, member: number): string | undefined {
  let method = "";
  let route: string | undefined;
  for (const { key, value } of attributes) {
    const text = textOfValue(value);
    block.post(attributeToken(key), member);
    block.post(attributeToken(key, text), member);
    if (key === "http.route") route = text;
    else if (key === "http.request.method") method = text;
  }
  return route === undefined || method === "" ? route : `${method} ${route}`;
}

/** What a trace may be named after. */
interface Candidate {
  readonly span: Span;
  readonly start: bigint;
  readonly name: number;
  readonly route: string | undefined;
  readonly source: number;
  readonly block: number;
}

function nameTrace(state: WriteState, trace: TraceState, candidate: Candidate): void {
  const { span, start, name, route, source, block } = candidate;
  const isRoot = span.parentSpanId === "";
  const isBetter = isRoot === trace.rooted ? start < trace.rootStart : isRoot;
  // The first span of all is better than none, whenever it started.
  if (!isBetter && trace.source !== 0) return;
  trace.rooted = isRoot;
  trace.rootStart = start;
  trace.name = name;
  trace.route = route === undefined ? undefined : state.names.numberOf(route, block);
  trace.source = source;
}

/** Whether a span is what a service was asked to do. */
function isEntry({ kind, parentSpanId }: Span): boolean {
  return kind === SpanKind.SERVER || kind === SpanKind.CONSUMER || parentSpanId === "";
}

function countDuration(
  block: Block,
  span: Span,
  of: { readonly source: number; readonly caller: number; readonly route: number },
): void {
  // It is still open: how long it takes is not known.
  if (span.endTimeUnixNano === 0n) return;
  const start = storedTime(span.startTimeUnixNano);
  block.countDuration([
    Number(start / SLOT_NANO),
    of.source,
    of.caller,
    span.kind,
    of.route,
    span.status?.code === StatusCode.ERROR ? 1 : 0,
    durationBucket(durationNano(start, storedTime(span.endTimeUnixNano))),
  ]);
}
