// Hot path: add() runs once a span and once a log record.
import type { Resource } from "@opentelemetry/resources";
import { ProtobufWriter, writeInstrumentationScope, writeResource } from "@otel-deno/otlp/writer";
import type { RecordCollector } from "../../record_collector.ts";
import { toResource } from "../to_resource.ts";
import { type ScopeWithAttributes, toScope } from "../to_scope.ts";
import type { Repairs } from "../values/repairs.ts";
import { toText } from "../values/to_text.ts";

/** Where encoded records go. */
export type PutRequest = (
  request: Uint8Array,
  about: {
    readonly itemCount: number;
    readonly lingerMillis: number;
    readonly repairedCount: number;
  },
) => void;

/** How records of one kind are written. */
export interface FlatForm<T, F extends T> {
  /** Whether it can be written as it is. */
  readonly isFlat: (record: T) => record is F;
  /** Writes it as a member of its scope. May throw: what was written is then taken back. */
  readonly write: (writer: ProtobufWriter, record: F, repairs: Repairs) => void;
}

/** A span or a log record. */
interface Scoped {
  readonly resource: Resource;
  readonly instrumentationScope: ScopeWithAttributes;
}

/** As deep as the encoder of records encodes values. */
const MAX_DEPTH = 64;
/** Requests may be four times as large, so the last record finds room. */
const FULL_BYTES = 1_000_000;
/** A larger record goes the way on which its longest texts can be cut. */
const MAX_RECORD_BYTES = 1_000_000;
/** An application may make up the names of its scopes. */
const MAX_SCOPES = 100;
/** Beyond these, scopes are looked up. */
const MAX_SEARCHED = 4;
/** Larger buffers are not kept. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;

/** What was encoded of one scope. */
interface ScopeRecords {
  readonly scope: ScopeWithAttributes;
  /** The scope, and its schema. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly records: ProtobufWriter;
}

/**
 * Encodes records in protobuf, each as soon as it is there: what was kept of it can then be forgotten
 * while it is young, and nothing has to be made in order to encode it. A request is what
 * {@linkcode createOtlpEncoder} makes of the same records, byte by byte: those of spans and of log
 * records have resources, scopes and schemas in the same fields.
 *
 * What it does not take: records that are not flat, those that are very large, and those of a second
 * resource.
 *
 * @param put Called with each request, before `handOver` returns; it is in memory that threads share.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request}
 */
export function createFlatCollector<T extends Scoped, F extends T>(
  { isFlat, write }: FlatForm<T, F>,
  put: PutRequest,
): RecordCollector<T> {
  const scopes = new Map<ScopeWithAttributes, ScopeRecords>();
  const repairs: Repairs = { count: 0 };
  let request = new ProtobufWriter();
  let resource: EncodedResource | undefined;
  // What is collected now: scopes in the order of their first records.
  let used: ScopeRecords[] = [];
  let byteCount = 0;
  // Plain members: V8 looks getters up anew each time, where there is a second object with such.
  const collector = { size: 0, isFull: false, add, handOver };

  function openScope(scope: ScopeWithAttributes): ScopeRecords {
    const opened = {
      scope,
      head: encode((writer) => writeInstrumentationScope(writer, 1, toScope(scope, repairs))),
      tail: encode((writer) => writer.string(3, toText(scope.schemaUrl, repairs))),
      records: new ProtobufWriter(),
    };
    opened.records.reset(MAX_DEPTH);
    scopes.set(scope, opened);
    return opened;
  }

  function add(record: T): boolean {
    if (!isFlat(record)) return false;
    resource ??= encodeResource(record.resource, repairs);
    if (record.resource !== resource.resource) return false;
    const scope = record.instrumentationScope;
    const scopeRecords = findUsed(used, scope) ?? scopes.get(scope) ?? openScope(scope);
    const { records } = scopeRecords;
    const { length } = records;
    const { count } = repairs;
    if (!writeInto(records, record)) {
      records.rewind(length);
      repairs.count = count;
      return false;
    }
    if (length === 0) used.push(scopeRecords);
    collector.size++;
    byteCount += records.length - length;
    collector.isFull = byteCount >= FULL_BYTES;
    return true;
  }

  function writeInto(records: ProtobufWriter, record: F): boolean {
    const { length } = records;
    try {
      write(records, record, repairs);
    } catch {
      return false;
    }
    return records.length - length <= MAX_RECORD_BYTES;
  }

  function handOver(lingerMillis: number): void {
    const { size: itemCount } = collector;
    if (itemCount === 0 || resource === undefined) return;
    request.reset(MAX_DEPTH);
    const start = request.begin(1, 3);
    request.fields(resource.head);
    for (const { head, records, tail } of used) {
      const start = request.begin(2, 3);
      request.fields(head);
      request.fields(records);
      request.fields(tail);
      request.end(start, 3);
      records.rewind(0);
    }
    request.fields(resource.tail);
    request.end(start, 3);
    // It mostly goes to another thread. What is not shared counts in V8 as memory of this one: with a
    // megabyte each time, garbage is collected for that alone.
    const bytes = request.copyShared();
    const about = { itemCount, lingerMillis, repairedCount: repairs.count };
    forget();
    put(bytes, about);
  }

  function forget(): void {
    const isLarge = used.some(({ records }) => records.capacity > MAX_KEPT_BYTES);
    if (isLarge || scopes.size > MAX_SCOPES) scopes.clear();
    if (request.capacity > MAX_KEPT_BYTES) request = new ProtobufWriter();
    used = [];
    collector.size = byteCount = repairs.count = 0;
    collector.isFull = false;
  }

  return collector;
}

/** Among the first few, in a part of the time that a map takes. */
function findUsed(
  used: readonly ScopeRecords[],
  scope: ScopeWithAttributes,
): ScopeRecords | undefined {
  const last = Math.min(used.length, MAX_SEARCHED);
  for (let index = 0; index < last; index++) if (used[index]!.scope === scope) return used[index];
  return undefined;
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
