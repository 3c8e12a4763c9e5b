// Hot path: every field of every exported record goes through here.
import { checkInt32, checkUint32 } from "../schema/check_integer32.ts";
import { setInt64, setUint64 } from "./set_integer64.ts";
import { MAX_VARINT_BYTES, varintBytes, writeVarint, writeVarint64 } from "./varint.ts";
import { writeHex } from "./write_hex.ts";
import { SHORT_ATTRIBUTE_BYTES, writeShortAttribute } from "./write_short_attribute.ts";
import { writeText } from "./write_text.ts";
import { writeUint32 } from "./write_uint32.ts";
import { writeUnixNano } from "./write_unix_nano.ts";

const VARINT = 0;
const I64 = 1;
const LENGTH_DELIMITED = 2;
const I32 = 5;

const INITIAL_BYTES = 16 * 1024;
// No field of the protocol has a number above 2,047: a tag takes at most 2 bytes.
const TAG_AND_VARINT = 2 + MAX_VARINT_BYTES;

const halves = new DataView(new ArrayBuffer(8));

/**
 * Writes a protobuf message into one growing buffer, field by field.
 *
 * Methods named after a type write nothing for `undefined` and for the type's default, as fields
 * without presence ask; those that begin with `present` write every value they are given. A
 * submessage is what is written between `begin` and `end`.
 *
 * @see {@link https://protobuf.dev/programming-guides/encoding/ | Protobuf encoding}
 */
export class ProtobufWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #depth = 0;
  #maxDepth = 0;

  /** How many bytes the buffer has room for. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.#length;
  }

  /** Starts a new message, in which values may be nested `maxDepth` deep. */
  reset(maxDepth: number): void {
    this.#length = 0;
    this.#depth = 0;
    this.#maxDepth = maxDepth;
  }

  /** Returns a copy of what has been written, from `start` on. */
  copy(start = 0): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(start, this.#length);
  }

  /** Returns a copy of what has been written, in memory that threads share. */
  copyShared(): Uint8Array<SharedArrayBuffer> {
    const copy = new Uint8Array(new SharedArrayBuffer(this.#length));
    copy.set(this.#bytes.subarray(0, this.#length));
    return copy;
  }

  /** Takes back all but the first `length` bytes, between two fields of the outermost message. */
  rewind(length: number): void {
    this.#length = length;
    this.#depth = 0;
  }

  /** Writes fields that are encoded already: all that was written with another writer, or a copy. */
  fields(from: ProtobufWriter | Uint8Array): void {
    const bytes = from instanceof Uint8Array ? from : from.#bytes.subarray(0, from.#length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /**
   * Begins a submessage.
   *
   * @param lengthBytes How many bytes its length will probably take. Any number is correct; the
   * right one saves moving the submessage at its end.
   * @returns Where it begins, for `end`.
   */
  begin(field: number, lengthBytes: number): number {
    this.#open(field, LENGTH_DELIMITED, lengthBytes);
    const start = this.#length;
    this.#length += lengthBytes;
    return start;
  }

  /** Ends the submessage that began at `start` with the same `lengthBytes`. */
  end(start: number, lengthBytes: number): void {
    const length = this.#length - start - lengthBytes;
    const needed = varintBytes(length);
    if (needed !== lengthBytes) {
      this.#reserve(needed);
      this.#bytes.copyWithin(start + needed, start + lengthBytes, this.#length);
      this.#length += needed - lengthBytes;
    }
    writeVarint(this.#bytes, start, length);
  }

  /**
   * Counts one more level of nested values.
   *
   * @throws {RangeError} If there are too many.
   */
  descend(): void {
    if (++this.#depth > this.#maxDepth) {
      throw new RangeError("Cannot encode a value: it is nested deeper than maxDepth");
    }
  }

  /** Counts one level less of nested values. */
  ascend(): void {
    this.#depth--;
  }

  /** Writes a `string`. */
  string(field: number, value: string | undefined): void {
    if (value !== undefined && value !== "") this.presentString(field, value);
  }

  /** Writes a `string`, also an empty one. */
  presentString(field: number, value: string): void {
    // A UTF-16 unit becomes at most three bytes.
    this.#open(field, LENGTH_DELIMITED, value.length * 3);
    this.#length = writeText(this.#bytes, this.#length, value);
  }

  /** Writes `bytes`, also none. */
  presentBytes(field: number, value: Uint8Array): void {
    this.#open(field, LENGTH_DELIMITED, value.length);
    this.#varint(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Writes bytes that are given as hexadecimal digits; a `SyntaxError` if they are not. */
  id(field: number, value: string | undefined): void {
    if (value === undefined || value === "") return;
    this.#open(field, LENGTH_DELIMITED, value.length);
    this.#varint(value.length >> 1);
    this.#length = writeHex(this.#bytes, this.#length, value);
  }

  /** Writes bytes that are a part of others; for so few of them, a loop is the fastest. */
  idBytes(field: number, from: Uint8Array, position: number, length: number): void {
    this.#open(field, LENGTH_DELIMITED, length);
    this.#varint(length);
    const bytes = this.#bytes;
    let next = this.#length;
    for (let index = position; index < position + length; index++) bytes[next++] = from[index]!;
    this.#length = next;
  }

  /** Writes a `bool`. */
  bool(field: number, value: boolean | undefined): void {
    if (value) this.presentBool(field, value);
  }

  /** Writes a `bool`, also `false`. */
  presentBool(field: number, value: boolean): void {
    this.#open(field, VARINT, 0);
    this.#varint(value ? 1 : 0);
  }

  /** Writes a `double`. */
  double(field: number, value: number | undefined): void {
    // -0 is not the default.
    if (value !== undefined && !Object.is(value, 0)) this.presentDouble(field, value);
  }

  /** Writes a `double`, also 0. */
  presentDouble(field: number, value: number): void {
    this.#open(field, I64, 0);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** Writes a packed `repeated double`. */
  packedDoubles(field: number, values: readonly number[] | undefined): void {
    if (values === undefined || values.length === 0) return;
    this.#open(field, LENGTH_DELIMITED, values.length * 8);
    this.#varint(values.length * 8);
    for (const value of values) {
      this.#view.setFloat64(this.#length, value, true);
      this.#length += 8;
    }
  }

  /** Writes a `uint32`; a `RangeError` if it is none. */
  uint32(field: number, value: number | undefined): void {
    if (value === undefined || value === 0) return;
    this.#open(field, VARINT, 0);
    this.#varint(checkUint32(value));
  }

  /** Writes a `fixed32`; a `RangeError` if it is none. */
  fixed32(field: number, value: number | undefined): void {
    if (value === undefined || value === 0) return;
    this.#open(field, I32, 0);
    writeUint32(this.#bytes, this.#length, checkUint32(value));
    this.#length += 4;
  }

  /** Writes an `int32` or an enumerated value: like an `int64`. */
  int32(field: number, value: number | undefined): void {
    if (value !== undefined && value !== 0) this.presentInt64(field, checkInt32(value));
  }

  /** Writes a `sint32`; a `RangeError` if it is none. */
  sint32(field: number, value: number | undefined): void {
    if (value === undefined || value === 0) return;
    this.#open(field, VARINT, 0);
    const checked = checkInt32(value);
    this.#varint((checked << 1 ^ checked >> 31) >>> 0);
  }

  /** Writes an `int64`; a `RangeError` if it is none. */
  int64(field: number, value: bigint | number | undefined): void {
    if (value !== undefined && value !== 0 && value !== 0n) this.presentInt64(field, value);
  }

  /** Writes an `int64`, also 0; a `RangeError` if it is none. */
  presentInt64(field: number, value: bigint | number): void {
    this.#open(field, VARINT, 0);
    if (typeof value === "number" && value >>> 0 === value) {
      this.#varint(value);
      return;
    }
    setInt64(halves, 0, value);
    this.#length = writeVarint64(this.#bytes, this.#length, halves);
  }

  /** Writes a packed `repeated uint64`; a `RangeError` if one is none. */
  packedUint64s(field: number, values: readonly (bigint | number)[] | undefined): void {
    if (values === undefined || values.length === 0) return;
    // Counts are mostly small.
    const lengthBytes = varintBytes(values.length);
    const start = this.begin(field, lengthBytes);
    this.#reserve(values.length * MAX_VARINT_BYTES);
    for (const value of values) {
      setUint64(halves, 0, value);
      this.#length = writeVarint64(this.#bytes, this.#length, halves);
    }
    this.end(start, lengthBytes);
  }

  /** Writes a `fixed64`; a `RangeError` if it is none. */
  fixed64(field: number, value: bigint | number | undefined): void {
    if (value === undefined || value === 0 || value === 0n) return;
    this.#open(field, I64, 0);
    setUint64(this.#view, this.#length, value);
    this.#length += 8;
  }

  /** Writes a time since 1970 as a `fixed64` of nanoseconds; {@linkcode writeUnixNano} has its bounds. */
  unixNano(field: number, seconds: number, nanos: number): void {
    if (seconds === 0 && nanos === 0) return;
    this.#open(field, I64, 0);
    writeUnixNano(this.#bytes, this.#length, { seconds, nanos });
    this.#length += 8;
  }

  /** Writes an attribute in one go, and returns whether it could: see {@linkcode writeShortAttribute}. */
  shortAttribute(field: number, key: string, value: string | number | boolean): boolean {
    this.#reserve(SHORT_ATTRIBUTE_BYTES);
    const end = writeShortAttribute(this.#bytes, this.#length, { field, key, value });
    if (end < 0) return false;
    this.#length = end;
    return true;
  }

  /** Writes a packed `repeated fixed64`; a `RangeError` if one is none. */
  packedFixed64s(field: number, values: readonly (bigint | number)[] | undefined): void {
    if (values === undefined || values.length === 0) return;
    this.#open(field, LENGTH_DELIMITED, values.length * 8);
    this.#varint(values.length * 8);
    for (const value of values) {
      setUint64(this.#view, this.#length, value);
      this.#length += 8;
    }
  }

  /** Writes an `sfixed64`, also 0; a `RangeError` if it is none. */
  presentSfixed64(field: number, value: bigint | number): void {
    this.#open(field, I64, 0);
    setInt64(this.#view, this.#length, value);
    this.#length += 8;
  }

  /** Writes a tag, and makes room for any varint and for `bytes` more. */
  #open(field: number, wireType: number, bytes: number): void {
    this.#reserve(TAG_AND_VARINT + bytes);
    this.#varint(field << 3 | wireType);
  }

  #varint(value: number): void {
    this.#length = writeVarint(this.#bytes, this.#length, value);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes > this.#bytes.length) this.#grow(bytes);
  }

  #grow(bytes: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
