// Hot path: runs once for each span that is recorded.
import type { Attributes, Context, Link, SpanOptions } from "@opentelemetry/api";
import { currentTime } from "../../clock/current_time.ts";
import { addAttributes } from "./attributes/add_attributes.ts";
import type { RecordingSpan } from "./recording_span.ts";
import { toHrTime } from "./to_hr_time.ts";

/** What a span begins with, beside who it is. */
export interface SpanStart {
  /** In which it starts. */
  readonly context: Context;
  readonly links: readonly Link[];
  /** Those of the caller, and those of the sampler, which take the place of the caller's. */
  readonly attributes: Attributes | undefined;
  readonly samplerAttributes: Attributes | undefined;
  readonly startTime: SpanOptions["startTime"];
}

/** Has a span begin that knows only who it is, and shows it to the processors. Never throws. */
export function beginSpan(span: RecordingSpan, start: SpanStart): RecordingSpan {
  const { guard, limits: { linkCountLimit }, rules, processors } = span.settings;
  const { links, samplerAttributes } = start;
  setStart(span, guard.time(start.startTime));
  const attributes = samplerAttributes === undefined
    ? start.attributes
    : { ...guard.attributes(start.attributes), ...guard.attributes(samplerAttributes) };
  if (attributes !== undefined) {
    const dropped = addAttributes(span.attributeList = [], attributes, rules.span);
    if (dropped > 0) span.countDropped("attributes", dropped);
  }
  if (links.length > 0) {
    const excess = links.length - linkCountLimit;
    span.linkList = links.slice(Math.max(0, excess));
    if (excess > 0) span.countDropped("links", excess);
  }
  for (const processor of processors) {
    try {
      processor.onStart(span, start.context);
    } catch {
      // What a processor of the user's throws costs nobody else the span.
      guard.leaveOut();
    }
  }
  return span;
}

function setStart(span: RecordingSpan, given: SpanOptions["startTime"]): void {
  const now = span.settings.now();
  const time = given === undefined ? currentTime(now) : toHrTime(given, now);
  span.startsAtGivenTime = given !== undefined;
  span.startSeconds = time[0];
  span.startNanos = time[1];
}
