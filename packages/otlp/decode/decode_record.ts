import { decodeJson } from "../json/decode_json.ts";
import type { OtlpEncoding } from "../otlp_encoding.ts";
import { OtlpLimitError } from "../otlp_limit_error.ts";
import { decodeProtobuf } from "../protobuf/decode_protobuf.ts";
import { resolveMaxDepth } from "../resolve_max_depth.ts";
import type { Message } from "../schema/message.ts";
import type { DecodeOptions } from "./decode_options.ts";

/** The sizes that the protocol recommends as limits. */
export const MAX_BYTES = { request: 64 * 1024 * 1024, response: 4 * 1024 * 1024 } as const;

const MAX_ITEMS = 5_000_000;

/** Decodes a record: what every public `decode` function does. */
export function decodeRecord<T>(
  message: Message,
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  options: DecodeOptions & { readonly maxBytes: number },
): T {
  const maxBytes = resolveLimit("maxBytes", options.maxBytes);
  const maxItems = resolveLimit("maxItems", options.maxItems ?? MAX_ITEMS);
  const limits = { maxDepth: resolveMaxDepth(options.maxDepth), maxItems };
  if (bytes.length > maxBytes) throw new OtlpLimitError(message.name, "maxBytes", maxBytes);
  switch (encoding) {
    case "protobuf":
      return decodeProtobuf(message, bytes, limits) as T;
    case "json":
      return decodeJson(message, bytes, limits) as T;
    default:
      throw new TypeError(`Cannot decode ${message.name}: the encoding is ${encoding}`);
  }
}

function resolveLimit(name: "maxBytes" | "maxItems", value: number): number {
  if (value >= 0) return value;
  throw new RangeError(`Cannot limit a message: ${name} is ${value}, not at least 0`);
}
