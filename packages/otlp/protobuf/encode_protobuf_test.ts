import { deepEqual, equal, throws } from "node:assert/strict";
import { encodeProtobuf } from "./encode_protobuf.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";

Deno.test("encodeProtobuf() returns bytes of their own, when it is called again", () => {
  const first = encodeProtobuf(writeText, "first", 0);
  const second = encodeProtobuf(writeText, "2nd", 0);

  equal(first.toHex(), "0a056669727374");
  equal(second.toHex(), "0a03326e64");
  equal(first.buffer.byteLength, first.length);
});

Deno.test("encodeProtobuf() keeps two messages apart, when one is encoded within the other", () => {
  let inner: Uint8Array | undefined;
  const outer = encodeProtobuf(
    (writer: ProtobufWriter, text: string) => {
      writer.string(1, text);
      inner = encodeProtobuf(writeText, "inner", 0);
      writer.string(2, text);
    },
    "a",
    0,
  );

  equal(outer.toHex(), "0a01611201" + "61");
  equal(inner?.toHex(), "0a05696e6e6572");
});

Deno.test("encodeProtobuf() begins anew, when the message before could not be encoded", () => {
  const fail = (writer: ProtobufWriter) => {
    writer.string(1, "half");
    throw new Error("no");
  };
  throws(() => encodeProtobuf(fail, "", 0), { message: "no" });
  deepEqual(encodeProtobuf(writeText, "a", 0), Uint8Array.of(0x0a, 1, 0x61));
});

Deno.test("encodeProtobuf() encodes the next message, when one was very large", () => {
  equal(encodeProtobuf(writeText, "x".repeat(5_000_000), 0).length, 5_000_005);
  equal(encodeProtobuf(writeText, "a", 0).length, 3);
});

function writeText(writer: ProtobufWriter, text: string): void {
  writer.string(1, text);
}
