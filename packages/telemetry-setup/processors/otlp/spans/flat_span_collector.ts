// Hot path: add() runs once a span.
import type { InstrumentationScope } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { ProtobufWriter, writeInstrumentationScope, writeResource } from "@otel-deno/otlp/writer";
import type { FlatSpan } from "../../flat_span.ts";
import type { RecordCollector } from "../../record_collector.ts";
import { toResource } from "../to_resource.ts";
import { toScope } from "../to_scope.ts";
import type { Repairs } from "../values/repairs.ts";
import { toText } from "../values/to_text.ts";
import { writeFlatSpan } from "./write_flat_span.ts";

/** Where encoded spans go. */
export type PutSpans = (
  request: Uint8Array,
  about: {
    readonly itemCount: number;
    readonly lingerMillis: number;
    readonly repairedCount: number;
  },
) => void;

/** As deep as the encoder of records encodes values. */
const MAX_DEPTH = 64;
/** Requests may be four times as large, so the last span finds room. */
const FULL_BYTES = 1_000_000;
/** A larger span goes the way on which its longest texts can be cut. */
const MAX_SPAN_BYTES = 1_000_000;
/** An application may make up the names of its scopes. */
const MAX_SCOPES = 100;
/** Larger buffers are not kept. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;
/** Later times have no place in OTLP, and are repaired on the other way. */
const MAX_SECONDS = 2 ** 34;

/** What was encoded of one scope. */
interface ScopeSpans {
  /** The scope, and its schema. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly spans: ProtobufWriter;
}

/**
 * Encodes spans of the distribution's own tracer in protobuf, each as soon as it ends: what was kept of
 * it can then be forgotten while it is young, and nothing has to be made in order to encode it. A
 * request is what {@linkcode createOtlpEncoder} makes of the same spans, byte by byte.
 *
 * What it does not take: spans of others, those whose attributes somebody has asked for as an object,
 * those that are very large, and those with times or ids that need to be repaired.
 *
 * @param put Called with each request, before `handOver` returns.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request}
 */
export function createFlatSpanCollector(put: PutSpans): RecordCollector<ReadableSpan> {
  const scopes = new Map<InstrumentationScope, ScopeSpans>();
  const repairs: Repairs = { count: 0 };
  let request = new ProtobufWriter();
  let resource: EncodedResource | undefined;
  // What is collected now: scopes in the order of their first spans.
  let used: ScopeSpans[] = [];
  let itemCount = 0;
  let byteCount = 0;

  function openScope(scope: InstrumentationScope): ScopeSpans {
    const opened = {
      head: encode((writer) => writeInstrumentationScope(writer, 1, toScope(scope, repairs))),
      tail: encode((writer) => writer.string(3, toText(scope.schemaUrl, repairs))),
      spans: new ProtobufWriter(),
    };
    opened.spans.reset(MAX_DEPTH);
    scopes.set(scope, opened);
    return opened;
  }

  function add(span: ReadableSpan): boolean {
    if (!isFlat(span)) return false;
    resource ??= encodeResource(span.resource, repairs);
    if (span.resource !== resource.resource) return false;
    const scope = span.instrumentationScope;
    const scopeSpans = scopes.get(scope) ?? openScope(scope);
    const { spans } = scopeSpans;
    const { length } = spans;
    const { count } = repairs;
    if (!write(spans, span)) {
      spans.rewind(length);
      repairs.count = count;
      return false;
    }
    if (length === 0) used.push(scopeSpans);
    itemCount++;
    byteCount += spans.length - length;
    return true;
  }

  function write(spans: ProtobufWriter, span: FlatSpan): boolean {
    const { length } = spans;
    try {
      writeFlatSpan(spans, span, repairs);
    } catch {
      return false;
    }
    return spans.length - length <= MAX_SPAN_BYTES;
  }

  function handOver(lingerMillis: number): void {
    if (itemCount === 0 || resource === undefined) return;
    request.reset(MAX_DEPTH);
    const start = request.begin(1, 3);
    request.fields(resource.head);
    for (const { head, spans, tail } of used) {
      const start = request.begin(2, 3);
      request.fields(head);
      request.fields(spans);
      request.fields(tail);
      request.end(start, 3);
      spans.rewind(0);
    }
    request.fields(resource.tail);
    request.end(start, 3);
    const bytes = request.copy();
    const about = { itemCount, lingerMillis, repairedCount: repairs.count };
    forget();
    put(bytes, about);
  }

  function forget(): void {
    const isLarge = used.some(({ spans }) => spans.capacity > MAX_KEPT_BYTES);
    if (isLarge || scopes.size > MAX_SCOPES) scopes.clear();
    if (request.capacity > MAX_KEPT_BYTES) request = new ProtobufWriter();
    used = [];
    itemCount = byteCount = repairs.count = 0;
  }

  return {
    add,
    handOver,
    get size() {
      return itemCount;
    },
    get isFull() {
      return byteCount >= FULL_BYTES;
    },
  };
}

/** What was encoded of a resource: its message, and its schema. */
interface EncodedResource {
  readonly resource: Resource;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

function encodeResource(resource: Resource, repairs: Repairs): EncodedResource {
  return {
    resource,
    head: encode((writer) => writeResource(writer, 1, toResource(resource, repairs))),
    tail: encode((writer) => writer.string(3, toText(resource.schemaUrl, repairs))),
  };
}

function encode(write: (writer: ProtobufWriter) => void): Uint8Array {
  const writer = new ProtobufWriter();
  writer.reset(MAX_DEPTH);
  write(writer);
  return writer.copy();
}

function isFlat(span: ReadableSpan): span is FlatSpan {
  const flat: Partial<FlatSpan> = span;
  return flat.attributeObject === undefined && isTime(flat.startSeconds, flat.startNanos) &&
    isTime(flat.endSeconds, flat.endNanos) && hasWholeIds(span);
}

/** Receivers refuse a whole request for an id of another length. Its digits are checked as they are written. */
function hasWholeIds(span: ReadableSpan): boolean {
  const { traceId, spanId } = span.spanContext();
  return traceId.length === 32 && spanId.length === 16 &&
    (span.parentSpanContext === undefined || span.parentSpanContext.spanId.length === 16);
}

/** Whether it can be written as it is; not so for spans of others, which have none of this kind. */
function isTime(seconds: number | undefined, nanos: number | undefined): boolean {
  return Number.isInteger(seconds) && seconds! >= 0 && seconds! < MAX_SECONDS &&
    nanos! >>> 0 === nanos;
}
