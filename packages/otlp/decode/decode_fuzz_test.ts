import { deepEqual, equal, ok } from "node:assert/strict";
import { OtlpDecodeError, type OtlpEncoding } from "../mod.ts";
import { type Codec, CODECS } from "../testdata/codecs.ts";
import { loadFixtures } from "../testdata/load_fixtures.ts";
import { pick, type Random, randomRecord, seededRandom } from "../testdata/random_record.ts";

const MUTANTS = 400;

for (const [kind, codec] of Object.entries<Codec>(CODECS)) {
  for (const encoding of ["protobuf", "json"] as const) {
    Deno.test(`decode() throws OtlpDecodeError or returns, when ${kind} in ${encoding} are damaged`, () => {
      const random = seededRandom(1_122_2026);
      let refused = 0;
      for (let index = 0; index < MUTANTS; index++) {
        const bytes = codec.encode(randomRecord(codec.message, random), encoding);
        if (!decodes(codec, damage(bytes, random), encoding)) refused++;
      }
      ok(refused > 0 && refused < MUTANTS, `${refused} of ${MUTANTS} refused`);
    });
  }
}

for (const { name, kind, protobuf, json } of loadFixtures()) {
  if (!name.endsWith("everything")) continue;

  Deno.test(`decode() throws OtlpDecodeError, when a message in protobuf ends early: ${name}`, () => {
    const accepted: number[] = [];
    for (let length = 0; length < protobuf.length; length++) {
      if (decodes(CODECS[kind], protobuf.slice(0, length), "protobuf")) accepted.push(length);
    }
    // Between the fields of the message itself there is no telling.
    deepEqual(accepted, kind === "metrics" ? [0, protobuf.length - 2] : [0]);
  });

  // Parsing JSON again and again takes long; one signal is enough.
  if (kind !== "traces") continue;
  Deno.test(`decode() throws OtlpDecodeError, when a message in JSON ends early: ${name}`, () => {
    const text = new TextEncoder().encode(JSON.stringify(json));
    for (let length = 0; length < text.length; length++) {
      equal(decodes(CODECS[kind], text.slice(0, length), "json"), false, `${length} bytes`);
    }
  });
}

/** Whether the bytes are a message; throws every error that is not an `OtlpDecodeError`. */
function decodes({ decode }: Codec, bytes: Uint8Array, encoding: OtlpEncoding): boolean {
  try {
    decode(bytes, encoding);
    return true;
  } catch (error) {
    if (!(error instanceof OtlpDecodeError)) throw error;
    ok(error.message.startsWith("Cannot decode "), error.message);
    if (encoding === "json") equal(typeof error.path, "string");
    else ok(error.offset! >= 0 && error.offset! <= bytes.length, `${error.offset}`);
    return false;
  }
}

/** Changes, removes, inserts or repeats some of the bytes. */
function damage(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = [...bytes];
  for (let count = pick([1, 1, 2, 5], random); count > 0; count--) {
    const at = Math.floor(random() * damaged.length);
    const byte = Math.floor(random() * 256);
    switch (pick(["change", "flip", "remove", "insert", "repeat", "cut"], random)) {
      case "change":
        damaged[at] = byte;
        break;
      case "flip":
        damaged[at] = damaged[at]! ^ 1 << byte % 8;
        break;
      case "remove":
        damaged.splice(at, pick([1, 2, 8], random));
        break;
      case "insert":
        damaged.splice(at, 0, byte);
        break;
      case "repeat":
        damaged.splice(at, 0, ...damaged.slice(at, at + 20));
        break;
      default:
        damaged = damaged.slice(0, at);
    }
  }
  return Uint8Array.from(damaged);
}
