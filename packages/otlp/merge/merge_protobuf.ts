// Hot path: every request that is sent goes through here, if it was handed over in pieces.
import { ProtobufReader, WireType } from "../protobuf/protobuf_reader.ts";
import { varintBytes, writeVarint } from "../protobuf/varint.ts";

// Bytes bound what is read, and nothing is nested deeper than two levels.
const NO_LIMITS = { maxDepth: 0, maxItems: 0 };

/** The tag of a resource in a request; of the resource or scope itself in what is around it. */
const FIRST = 1 << 3 | WireType.LENGTH_DELIMITED;
/** The tag of a scope in its resource, of an item in its scope. */
const CHILD = 2 << 3 | WireType.LENGTH_DELIMITED;
const SCHEMA_URL = 3 << 3 | WireType.LENGTH_DELIMITED;

/** All bytes have a character of their own in it. */
const byteDecoder = new TextDecoder("windows-1252");

/** What has the same head, in whatever request. */
interface Group<T> {
  /** The fields that are not children. */
  readonly head: Uint8Array;
  readonly children: T;
}

type Scopes = Map<string | symbol, Group<Uint8Array[]>>;

/** A resource or scope as it stands in one request. */
interface Parsed<T> extends Group<T> {
  /** The same for those that can be joined. */
  readonly key: string | symbol;
}

/**
 * Joins requests in protobuf. The three signals have the same two upper levels, with the same
 * numbers, so it need not be known which one it is.
 *
 * @throws {OtlpDecodeError} If one of them ends early or is no message.
 */
export function mergeProtobuf(requests: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const resources = new Map<string | symbol, Group<Scopes>>();
  const unknown: Uint8Array[] = [];
  for (const request of requests) {
    const reader = new ProtobufReader(request, "a request to merge", NO_LIMITS);
    while (!reader.atEnd) {
      const start = reader.position;
      const tag = reader.tag();
      if (tag === FIRST) {
        addResource(resources, readMessage(reader, request, readScopes));
      } else {
        reader.skip(tag & 7);
        unknown.push(request.subarray(start, reader.position));
      }
    }
  }
  return write(resources, unknown);
}

function addResource(
  resources: Map<string | symbol, Group<Scopes>>,
  { key, head, children }: Parsed<Parsed<Uint8Array[]>[]>,
): void {
  let resource = resources.get(key);
  if (resource === undefined) resources.set(key, resource = { head, children: new Map() });
  for (const scope of children) {
    const known = resource.children.get(scope.key);
    if (known === undefined) resource.children.set(scope.key, scope);
    else known.children.push(...scope.children);
  }
}

/** What collects the children of a message; called where the value of one begins. */
type ReadChild<T> = (
  children: T[],
  reader: ProtobufReader,
  request: Uint8Array,
  at: number,
) => void;

const readScopes: ReadChild<Parsed<Uint8Array[]>> = (scopes, reader, request) => {
  scopes.push(readMessage(reader, request, readItems));
};

/** Items that follow each other are one piece, tags and lengths included. */
const readItems: ReadChild<Uint8Array> = (pieces, reader, request, at) => {
  reader.skip(WireType.LENGTH_DELIMITED);
  const last = pieces.at(-1);
  const lastEnd = last === undefined ? -1 : last.byteOffset - request.byteOffset + last.length;
  const start = lastEnd === at ? lastEnd - last!.length : at;
  if (lastEnd === at) pieces.pop();
  pieces.push(request.subarray(start, reader.position));
};

function readMessage<T>(
  reader: ProtobufReader,
  request: Uint8Array,
  readChild: ReadChild<T>,
): Parsed<T[]> {
  const outerEnd = reader.enter();
  const children: T[] = [];
  const heads: Uint8Array[] = [];
  let isKnown = true;
  while (!reader.atEnd) {
    const start = reader.position;
    const tag = reader.tag();
    if (tag === CHILD) {
      readChild(children, reader, request, start);
      continue;
    }
    isKnown &&= tag === FIRST || tag === SCHEMA_URL;
    reader.skip(tag & 7);
    heads.push(request.subarray(start, reader.position));
  }
  reader.leave(outerEnd);
  const head = heads.length === 1 ? heads[0]! : concatenate(heads);
  return { key: isKnown ? byteDecoder.decode(head) : Symbol(), head, children };
}

function write(
  resources: ReadonlyMap<string | symbol, Group<Scopes>>,
  unknown: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const sizes: number[] = [];
  let total = byteLength(unknown);
  for (const { head, children } of resources.values()) {
    // The resource's place comes before those of its scopes, as it is written.
    const index = sizes.push(0) - 1;
    let resourceSize = head.length;
    for (const scope of children.values()) {
      const scopeSize = scope.head.length + byteLength(scope.children);
      sizes.push(scopeSize);
      resourceSize += 1 + varintBytes(scopeSize) + scopeSize;
    }
    sizes[index] = resourceSize;
    total += 1 + varintBytes(resourceSize) + resourceSize;
  }

  const merged = new Uint8Array(total);
  let position = 0;
  let next = 0;
  const begin = (tag: number, head: Uint8Array) => {
    merged[position++] = tag;
    position = writeVarint(merged, position, sizes[next++]!);
    put(head);
  };
  const put = (bytes: Uint8Array) => {
    merged.set(bytes, position);
    position += bytes.length;
  };
  for (const { head, children } of resources.values()) {
    begin(FIRST, head);
    for (const scope of children.values()) {
      begin(CHILD, scope.head);
      scope.children.forEach(put);
    }
  }
  unknown.forEach(put);
  return merged;
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(byteLength(pieces));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}

function byteLength(pieces: readonly Uint8Array[]): number {
  let sum = 0;
  for (const { length } of pieces) sum += length;
  return sum;
}
