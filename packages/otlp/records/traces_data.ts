import type { KeyValue } from "./any_value.ts";
import type { InstrumentationScope } from "./instrumentation_scope.ts";
import type { Resource } from "./resource.ts";

/**
 * Spans of any number of resources.
 *
 * @see {@link https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/trace/v1/trace.proto | trace.proto}
 */
export interface TracesData {
  /** One member for each resource. */
  readonly resourceSpans: readonly ResourceSpans[];
}

/** What `POST /v1/traces` and `TraceService.Export` take: the message {@link TracesData}. */
export type ExportTraceServiceRequest = TracesData;

/** The spans of one resource. */
export interface ResourceSpans {
  /** The resource. */
  readonly resource?: Resource;
  /** One member for each instrumentation scope. */
  readonly scopeSpans: readonly ScopeSpans[];
  /** The schema of the resource, empty where unknown. */
  readonly schemaUrl: string;
}

/** The spans of one instrumentation scope. */
export interface ScopeSpans {
  /** The scope. */
  readonly scope?: InstrumentationScope;
  /** The spans. */
  readonly spans: readonly Span[];
  /** The schema of the spans and their events, empty where unknown. */
  readonly schemaUrl: string;
}

/**
 * One operation within a trace.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/api/#span | Span}
 */
export interface Span {
  /** Lowercase hexadecimal digits: 32 in a valid id. */
  readonly traceId: string;
  /** Lowercase hexadecimal digits: 16 in a valid id. */
  readonly spanId: string;
  /** The W3C `tracestate` header, empty where there is none. */
  readonly traceState: string;
  /** The id of the parent, empty for a root span. */
  readonly parentSpanId: string;
  /** Low-cardinality name of the operation. */
  readonly name: string;
  /** One of {@link SpanKind}, or a number that was not known when this was written. */
  readonly kind: number;
  /** Nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly startTimeUnixNano: bigint;
  /** Nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly endTimeUnixNano: bigint;
  /** What is known about the operation. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
  /** What happened during the operation. */
  readonly events: readonly SpanEvent[];
  /** How many events were left out, an unsigned integer of 32 bits. */
  readonly droppedEventsCount: number;
  /** Spans that this one has to do with. */
  readonly links: readonly SpanLink[];
  /** How many links were left out, an unsigned integer of 32 bits. */
  readonly droppedLinksCount: number;
  /** How the operation ended. */
  readonly status?: Status;
  /** Bits 0 to 7: W3C trace flags; bit 8: bit 9 is known; bit 9: the parent is remote. */
  readonly flags: number;
}

/** Something that happened at one time during a span. `Span.Event` in protobuf. */
export interface SpanEvent {
  /** Nanoseconds since 1970-01-01 UTC, unsigned. */
  readonly timeUnixNano: bigint;
  /** The name, such as `exception`. */
  readonly name: string;
  /** What is known about it. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
}

/** A pointer to another span. `Span.Link` in protobuf. */
export interface SpanLink {
  /** The other span's trace: lowercase hexadecimal digits, 32 in a valid id. */
  readonly traceId: string;
  /** The other span: lowercase hexadecimal digits, 16 in a valid id. */
  readonly spanId: string;
  /** The other span's W3C `tracestate`, empty where there is none. */
  readonly traceState: string;
  /** What is known about the relation. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
  /** As {@link Span.flags}, of the other span. */
  readonly flags: number;
}

/** How an operation ended. */
export interface Status {
  /** What went wrong, for people. */
  readonly message: string;
  /** One of {@link StatusCode}. */
  readonly code: number;
}

/** What a span stands for. Each number is one above that of the OpenTelemetry API's `SpanKind`. */
export const SpanKind = {
  UNSPECIFIED: 0,
  INTERNAL: 1,
  SERVER: 2,
  CLIENT: 3,
  PRODUCER: 4,
  CONSUMER: 5,
} as const;

/** How an operation ended, as {@link Status.code}. */
export const StatusCode = { UNSET: 0, OK: 1, ERROR: 2 } as const;
