import type { DecodeLimits } from "../decode/decode_limits.ts";
import { OtlpDecodeError } from "../otlp_decode_error.ts";
import { OtlpLimitError } from "../otlp_limit_error.ts";
import { MAX_SHORT_BYTES, readShortText } from "./read_short_text.ts";

/** How a field's value is delimited: the low three bits of its tag. */
export const WireType = { VARINT: 0, I64: 1, LENGTH_DELIMITED: 2, I32: 5 } as const;

// Without `ignoreBOM` a string that begins with U+FEFF would lose it.
const textDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const halves = new DataView(new ArrayBuffer(8));

/**
 * Reads a protobuf message field by field. Nothing is read beyond the end of the message that is
 * being read, and nothing is copied before its length is known to be there.
 *
 * @see {@link https://protobuf.dev/programming-guides/encoding/ | Protobuf encoding}
 */
export class ProtobufReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #root: string;
  readonly #limits: DecodeLimits;
  #depth = 0;
  #items = 0;
  #position = 0;
  #tagPosition = 0;
  #end: number;

  /**
   * @param bytes The message.
   * @param root What it is, for errors.
   * @param limits What it may ask for.
   */
  constructor(bytes: Uint8Array, root: string, limits: DecodeLimits) {
    // Not `bytes` itself: it may be a `Buffer`, whose `slice` does not copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#root = root;
    this.#limits = limits;
    this.#end = bytes.byteLength;
  }

  /** Whether the message that is being read has ended. */
  get atEnd(): boolean {
    return this.#position >= this.#end;
  }

  /** Begins a submessage, and returns where the message around it ends, for `leave`. */
  enter(): number {
    const length = this.#length();
    const outerEnd = this.#end;
    this.#end = this.#position + length;
    return outerEnd;
  }

  /** Goes on with the message that ends at `outerEnd`. */
  leave(outerEnd: number): void {
    this.#end = outerEnd;
  }

  /** Counts one more item of a list. */
  countItem(): void {
    const { maxItems } = this.#limits;
    if (++this.#items > maxItems) throw new OtlpLimitError(this.#root, "maxItems", maxItems);
  }

  /** Counts one more level of nested values. */
  descend(): void {
    const { maxDepth } = this.#limits;
    if (++this.#depth > maxDepth) throw new OtlpLimitError(this.#root, "maxDepth", maxDepth);
  }

  /** Counts one level less of nested values. */
  ascend(): void {
    this.#depth--;
  }

  /** Reads a tag: the field number, shifted left by three, and the wire type. */
  tag(): number {
    this.#tagPosition = this.#position;
    const short = this.#shortVarint();
    if (short >= 8) return short;
    this.#position = this.#tagPosition;
    this.#varint();
    const tag = halves.getUint32(0, true);
    if (tag >>> 3 === 0 || halves.getUint32(4, true) !== 0) {
      this.#fail(this.#tagPosition, "there is no field");
    }
    return tag;
  }

  /** Passes over the value of the field whose tag was read last. */
  skip(wireType: number): void {
    switch (wireType) {
      case WireType.VARINT:
        this.#varint();
        break;
      case WireType.I64:
        this.#take(8);
        break;
      case WireType.LENGTH_DELIMITED:
        this.#take(this.#length());
        break;
      case WireType.I32:
        this.#take(4);
        break;
      default:
        // 3 and 4 are groups, which OTLP has never had.
        this.#fail(this.#tagPosition, `there is a field of wire type ${wireType}`);
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const length = this.#length();
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length) as Uint8Array<ArrayBuffer>;
  }

  /** Reads bytes as lowercase hexadecimal digits. */
  id(): string {
    const length = this.#length();
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length).toHex();
  }

  /** Reads text; what is not UTF-8 in it becomes U+FFFD. */
  string(): string {
    const length = this.#length();
    const start = this.#take(length);
    if (length <= MAX_SHORT_BYTES) {
      const text = readShortText(this.#bytes, start, length);
      if (text !== undefined) return text;
    }
    return textDecoder.decode(this.#bytes.subarray(start, start + length));
  }

  bool(): boolean {
    this.#varint();
    return halves.getUint32(0, true) !== 0 || halves.getUint32(4, true) !== 0;
  }

  uint32(): number {
    this.#varint();
    return halves.getUint32(0, true);
  }

  int32(): number {
    this.#varint();
    return halves.getInt32(0, true);
  }

  sint32(): number {
    const zigzag = this.uint32();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  int64(): bigint {
    this.#varint();
    return halves.getBigInt64(0, true);
  }

  uint64(): bigint {
    this.#varint();
    return halves.getBigUint64(0, true);
  }

  fixed32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  fixed64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  sfixed64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** Passes over `length` bytes and returns where they begin. */
  #take(length: number): number {
    const start = this.#position;
    if (length > this.#end - start) this.#fail(start, "the value runs past the end of its message");
    this.#position = start + length;
    return start;
  }

  #length(): number {
    const start = this.#position;
    const short = this.#shortVarint();
    if (short >= 0 && short <= this.#end - this.#position) return short;
    this.#position = start;
    this.#varint();
    const length = halves.getUint32(0, true);
    if (halves.getUint32(4, true) !== 0 || length > this.#end - this.#position) {
      this.#fail(start, "the length runs past the end of its message");
    }
    return length;
  }

  /** Reads a varint of one byte; returns -1 and reads nothing where it is longer. */
  #shortVarint(): number {
    const position = this.#position;
    const byte = position < this.#end ? this.#bytes[position]! : 128;
    if (byte > 127) return -1;
    this.#position = position + 1;
    return byte;
  }

  /** Reads a varint of any length into `halves`; bits above the 64th are lost. */
  #varint(): void {
    let position = this.#position;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = position < this.#end ? this.#bytes[position] : undefined;
      if (byte === undefined) this.#fail(position, "the message ends within a number");
      position++;
      const bits = byte & 127;
      if (shift < 32) low |= bits << shift;
      if (shift > 28) high |= bits << shift - 32;
      else if (shift === 28) high = bits >>> 4;
      if (byte < 128) {
        this.#position = position;
        halves.setInt32(0, low, true);
        halves.setInt32(4, high, true);
        return;
      }
    }
    this.#fail(this.#position, "the number has more than 10 bytes");
  }

  #fail(offset: number, state: string): never {
    throw new OtlpDecodeError(`Cannot decode ${this.#root}: at byte ${offset} ${state}`, {
      offset,
    });
  }
}
