import type { Buffer } from "node:buffer";
import { gunzipSync, inflateSync } from "node:zlib";
import { refuse } from "../verdict/refuse.ts";
import type { Verdict } from "../verdict/verdict.ts";

/** What came in a body. */
export interface UnpackedBody {
  /** Decompressed; as it came in where that cannot be done. */
  readonly payload: Uint8Array;
  readonly compressed: boolean;
  /** Why it cannot be decompressed. */
  readonly broken?: Verdict;
}

/** How to unpack a body. */
export interface UnpackOptions {
  readonly protocol: "http" | "grpc";
  readonly headers: Readonly<Record<string, string>>;
  /** How many bytes there may be in it. @default 64 MiB */
  readonly maxBytes?: number | undefined;
}

/** Unpacks a body: the only message of a call of gRPC, decompressed. */
export function unpackBody(
  body: Buffer,
  { protocol, headers, maxBytes = 64 * 1024 * 1024 }: UnpackOptions,
): UnpackedBody {
  const message = new Uint8Array(protocol === "grpc" ? body.subarray(5) : body);
  const encoding = protocol === "http"
    ? headers["content-encoding"]
    : body[0] === 1
    ? headers["grpc-encoding"]
    : undefined;
  if (encoding === undefined || encoding === "identity") {
    return { payload: message, compressed: false };
  }
  const as = { payload: message, compressed: true };
  const decompress = { gzip: gunzipSync, deflate: inflateSync }[encoding];
  if (decompress === undefined) {
    return { ...as, broken: refuse(12, "Cannot decompress the message: its encoding is unknown") };
  }
  try {
    const payload = new Uint8Array(decompress(message, { maxOutputLength: maxBytes }));
    return { ...as, payload };
  } catch (error) {
    const state = error instanceof RangeError ? "it is too large" : "it is damaged";
    const code = error instanceof RangeError ? 8 : 13;
    return { ...as, broken: refuse(code, `Cannot decompress the message: ${state}`) };
  }
}
