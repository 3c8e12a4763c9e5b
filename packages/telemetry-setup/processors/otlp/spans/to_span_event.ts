// Hot path: runs for every event of every exported span.
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, SpanEvent } from "@otel-deno/otlp";
import type { Repairs } from "../values/repairs.ts";
import { toUint32 } from "../values/to_integer.ts";
import { toKeyValues } from "../values/to_key_values.ts";
import { toText } from "../values/to_text.ts";
import { toUnixNano } from "../values/to_unix_nano.ts";

/** Turns an event of the SDK into one of OTLP. */
export function toSpanEvent(
  event: ReadableSpan["events"][number],
  repairs: Repairs,
): Encodable<SpanEvent> {
  return {
    timeUnixNano: toUnixNano(event.time, repairs),
    name: toText(event.name, repairs),
    attributes: toKeyValues(event.attributes, repairs),
    droppedAttributesCount: toUint32(event.droppedAttributesCount, repairs),
  };
}
