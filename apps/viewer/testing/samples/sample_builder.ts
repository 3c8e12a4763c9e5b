import {
  decodeLogs,
  decodeTraces,
  type Encodable,
  encodeLogs,
  encodeTraces,
  type LogRecord,
  type LogsData,
  type Span,
  type TracesData,
} from "@otel-deno/otlp";
import { sampleService } from "./sample_services.ts";
import { type SampleValue, toAttributes } from "./to_attributes.ts";

/** A span of a sample; times are milliseconds, `at` after the sample's start. */
export interface SampleSpan {
  readonly service: string;
  readonly name: string;
  /** As in OTLP. @default {1}, INTERNAL */
  readonly kind?: number;
  readonly parent?: SampleSpanRef | undefined;
  readonly at: number;
  /** Absent: it has not ended. */
  readonly took?: number;
  readonly attributes?: Readonly<Record<string, SampleValue>>;
  readonly error?: string;
  readonly events?: readonly {
    readonly name: string;
    readonly at: number;
    readonly attributes?: Readonly<Record<string, SampleValue>>;
  }[];
  readonly links?: readonly SampleSpanRef[];
}

/** Which span. */
export interface SampleSpanRef {
  readonly traceId: string;
  readonly spanId: string;
}

/** A log record of a sample. */
export interface SampleLog {
  readonly service: string;
  readonly at: number;
  readonly severity: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly body: string;
  readonly span?: SampleSpanRef;
  readonly attributes?: Readonly<Record<string, SampleValue>>;
}

const SEVERITY_NUMBERS = { DEBUG: 5, INFO: 9, WARN: 13, ERROR: 17 } as const;

/** Collects spans and log records of one run, and makes exports of them. */
export class SampleBuilder {
  readonly #startMillis: number;
  readonly #random: () => number;
  readonly #run: string;
  readonly #spans = new Map<string, Encodable<Span>[]>();
  readonly #logs = new Map<string, Encodable<LogRecord>[]>();

  constructor(
    { startMillis, random, run }: {
      readonly startMillis: number;
      readonly random: () => number;
      readonly run: string;
    },
  ) {
    this.#startMillis = startMillis;
    this.#random = random;
    this.#run = run;
  }

  /** @returns Random digits for an id of so many bytes. */
  id(bytes: number): string {
    return Array.from({ length: bytes * 2 }, () => Math.floor(this.#random() * 16).toString(16))
      .join("");
  }

  addSpan(span: SampleSpan): SampleSpanRef {
    const ref = { traceId: span.parent?.traceId ?? this.id(16), spanId: this.id(8) };
    append(this.#spans, span.service, {
      ...ref,
      parentSpanId: span.parent?.spanId ?? "",
      name: span.name,
      kind: span.kind ?? 1,
      startTimeUnixNano: this.#nano(span.at),
      endTimeUnixNano: span.took === undefined ? 0n : this.#nano(span.at + span.took),
      attributes: toAttributes(span.attributes ?? {}),
      events: (span.events ?? []).map(({ name, at, attributes = {} }) => ({
        name,
        timeUnixNano: this.#nano(at),
        attributes: toAttributes(attributes),
      })),
      links: span.links ?? [],
      ...(span.error === undefined ? {} : { status: { code: 2, message: span.error } }),
    });
    return ref;
  }

  addLog({ service, at, severity, body, span, attributes = {} }: SampleLog): void {
    append(this.#logs, service, {
      timeUnixNano: this.#nano(at),
      observedTimeUnixNano: this.#nano(at),
      severityNumber: SEVERITY_NUMBERS[severity],
      severityText: severity,
      body: { stringValue: body },
      attributes: toAttributes(attributes),
      ...span,
    });
  }

  /** Whole records: what decoding the export gives. */
  traces(): TracesData {
    return decodeTraces(
      encodeTraces({
        resourceSpans: [...this.#spans].map(([service, spans]) => {
          const { attributes, scope } = sampleService(service, this.#run);
          return { resource: { attributes }, scopeSpans: [{ scope, spans }] };
        }),
      }, "protobuf"),
      "protobuf",
    );
  }

  logs(): LogsData {
    return decodeLogs(
      encodeLogs({
        resourceLogs: [...this.#logs].map(([service, logRecords]) => {
          const { attributes } = sampleService(service, this.#run);
          return {
            resource: { attributes },
            scopeLogs: [{ scope: { name: service }, logRecords }],
          };
        }),
      }, "protobuf"),
      "protobuf",
    );
  }

  #nano(afterMillis: number): bigint {
    return BigInt(Math.round(this.#startMillis)) * 1_000_000n +
      BigInt(Math.round(afterMillis * 1e6));
  }
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
