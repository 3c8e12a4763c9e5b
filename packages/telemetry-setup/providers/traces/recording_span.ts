// Hot path: runs once a span, its methods several times.
import {
  type Attributes,
  diag,
  type Exception,
  type HrTime,
  type Link,
  type SpanContext,
  SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  TraceFlags,
} from "@opentelemetry/api";
import type { Span, TimedEvent } from "@opentelemetry/sdk-trace";
import type { FlatSpan } from "../../processors/flat_span.ts";
import { type AttributeList, toAttributes } from "../attributes/to_attributes.ts";
import { setAttributeOf } from "./attributes/set_attribute_of.ts";
import { describeSpan } from "./describe_span.ts";
import { setEndTime } from "./set_end_time.ts";
import type { SpanSettings } from "./span_settings.ts";
import { toEvent } from "./to_event.ts";
import { toExceptionAttributes } from "./to_exception_attributes.ts";
import { toLink } from "./to_link.ts";

/** How much a span has lost for its limits. Most spans lose nothing, and have no such object. */
export interface DroppedCounts {
  attributes: number;
  events: number;
  links: number;
}

/**
 * A span that is recorded, of the API and at the same time of the SDK: its processors and exporters
 * find on it all that they find on the SDK's. Values of any kind are repaired or left out as the guard
 * does it, and no method throws, whatever it is given and whatever a processor does.
 *
 * No member is private: processors wrap spans in proxies, or make objects with a span as prototype,
 * and private members cannot be read through these. What is not a member of the SDK's span is for
 * this distribution only.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#additional-span-interfaces}
 */
export class RecordingSpan implements Span, FlatSpan {
  name = "";
  kind = SpanKind.INTERNAL;
  parentSpanContext?: SpanContext;
  startSeconds = 0;
  startNanos = 0;
  endSeconds = 0;
  endNanos = 0;
  traceIdBytes: Uint8Array | undefined = undefined;
  traceIdPosition = 0;
  spanIdBytes: Uint8Array | undefined = undefined;
  spanIdPosition = 0;
  parentIdBytes: Uint8Array | undefined = undefined;
  parentIdPosition = 0;
  attributeList: AttributeList | undefined = undefined;
  attributeObject: Attributes | undefined = undefined;
  attributeCount = 0;
  ended = false;
  startsAtGivenTime = false;
  givenStatus: SpanStatus | undefined = undefined;
  eventList: TimedEvent[] | undefined = undefined;
  linkList: Link[] | undefined = undefined;
  dropped: DroppedCounts | undefined = undefined;

  constructor(readonly settings: SpanSettings, readonly context: SpanContext) {}

  /** Counts what was dropped for a limit. */
  countDropped(kind: keyof DroppedCounts, count: number): void {
    this.dropped ??= { attributes: 0, events: 0, links: 0 };
    this.dropped[kind] += count;
  }

  spanContext(): SpanContext {
    return this.context;
  }

  setAttribute(key: string, value: unknown): this {
    if (isOpen(this)) setOne(this, key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    if (!isOpen(this)) return this;
    const { guard } = this.settings;
    if (typeof attributes !== "object" || attributes === null) guard.attributes(attributes);
    else {
      try {
        setAll(this, attributes);
      } catch {
        // Something throws when it is read: the guard makes a copy that does not.
        setAll(this, guard.attributes(attributes) ?? {});
      }
    }
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    if (!isOpen(this)) return this;
    const { settings } = this;
    const { guard, limits: { eventCountLimit } } = settings;
    try {
      const event = toEvent(name, { attributesOrTime, time, settings });
      const events = this.eventList ??= [];
      if (events.length >= eventCountLimit) {
        events.shift();
        this.countDropped("events", 1);
      }
      if (eventCountLimit > 0) events.push(event);
    } catch {
      // A proxy of the application's that cannot even be asked what it is.
      guard.leaveOut();
    }
    return this;
  }

  addLink(link: Link): this {
    if (isOpen(this)) addLinkTo(this, link);
    return this;
  }

  addLinks(links: Link[]): this {
    if (!isOpen(this)) return this;
    try {
      for (const link of Array.from(links)) addLinkTo(this, link);
    } catch {
      this.settings.guard.leaveOut();
    }
    return this;
  }

  setStatus(status: SpanStatus): this {
    if (!isOpen(this)) return this;
    const { guard } = this.settings;
    try {
      const { code, message } = status;
      if (code === SpanStatusCode.OK || code === SpanStatusCode.ERROR) {
        if (this.givenStatus?.code === SpanStatusCode.OK) return this;
        this.givenStatus = code === SpanStatusCode.OK || message === undefined
          ? { code }
          : { code, message: guard.text(message) };
      } else if (code !== SpanStatusCode.UNSET) guard.leaveOut();
    } catch {
      guard.leaveOut();
    }
    return this;
  }

  updateName(name: string): this {
    if (isOpen(this)) this.name = this.settings.guard.text(name);
    return this;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    if (!isOpen(this)) return;
    const { guard } = this.settings;
    try {
      const attributes = toExceptionAttributes(exception, guard);
      if (attributes !== undefined) this.addEvent("exception", attributes, time);
    } catch {
      guard.leaveOut();
    }
  }

  end(time?: TimeInput): void {
    if (!isOpen(this)) return;
    const { processors, guard, metrics } = this.settings;
    setEndTime(this, guard.time(time));
    for (const processor of processors) {
      try {
        processor.onEnding?.(this);
      } catch {
        guard.leaveOut();
      }
    }
    metrics?.ended((this.context.traceFlags & TraceFlags.SAMPLED) !== 0);
    this.ended = true;
    for (const processor of processors) {
      try {
        processor.onEnd(this);
      } catch {
        guard.leaveOut();
      }
    }
  }

  isRecording(): boolean {
    return !this.ended;
  }

  /** What is shown on the console. */
  [Symbol.for("nodejs.util.inspect.custom")](): object {
    return describeSpan(this);
  }

  get resource() {
    return this.settings.resource;
  }

  get instrumentationScope() {
    return this.settings.scope;
  }

  /** From the first time that it is asked for, the attributes are in this object only. */
  get attributes(): Attributes {
    return this.attributeObject ?? (this.attributes = toAttributes(this.attributeList ?? []));
  }

  set attributes(attributes: Attributes) {
    this.attributeCount = Object.keys(attributes).length;
    this.attributeObject = attributes;
    this.attributeList = undefined;
  }

  get startTime(): HrTime {
    return [this.startSeconds, this.startNanos];
  }

  set startTime([seconds, nanos]: HrTime) {
    this.startSeconds = seconds;
    this.startNanos = nanos;
  }

  get endTime(): HrTime {
    return [this.endSeconds, this.endNanos];
  }

  set endTime([seconds, nanos]: HrTime) {
    this.endSeconds = seconds;
    this.endNanos = nanos;
  }

  get duration(): HrTime {
    if (this.endSeconds === 0 && this.endNanos === 0 && !this.ended) return [-1, -1];
    const seconds = this.endSeconds - this.startSeconds;
    const nanos = this.endNanos - this.startNanos;
    return nanos < 0 ? [seconds - 1, nanos + 1e9] : [seconds, nanos];
  }

  get status(): SpanStatus {
    return this.givenStatus ??= { code: SpanStatusCode.UNSET };
  }

  set status(status: SpanStatus) {
    this.givenStatus = status;
  }

  get events(): TimedEvent[] {
    return this.eventList ??= [];
  }

  set events(events: TimedEvent[]) {
    this.eventList = events;
  }

  get links(): Link[] {
    return this.linkList ??= [];
  }

  set links(links: Link[]) {
    this.linkList = links;
  }

  get droppedAttributesCount(): number {
    return this.dropped?.attributes ?? 0;
  }

  get droppedEventsCount(): number {
    return this.dropped?.events ?? 0;
  }

  get droppedLinksCount(): number {
    return this.dropped?.links ?? 0;
  }
}

function isOpen(span: RecordingSpan): boolean {
  if (span.ended) diag.warn("A span that has ended is changed or ended again: that has no effect");
  return !span.ended;
}

function setOne(span: RecordingSpan, key: string, value: unknown): void {
  if (!setAttributeOf(span, key, value)) span.countDropped("attributes", 1);
}

function setAll(span: RecordingSpan, attributes: Attributes): void {
  for (const key in attributes) {
    if (Object.hasOwn(attributes, key)) setOne(span, key, attributes[key]);
  }
}

function addLinkTo(span: RecordingSpan, given: Link): void {
  const { limits: { linkCountLimit }, rules } = span.settings;
  const link = toLink(given, rules.link);
  if (link === undefined) return;
  if (linkCountLimit === 0) {
    span.countDropped("links", 1);
    return;
  }
  const links = span.linkList ??= [];
  if (links.length >= linkCountLimit) {
    links.shift();
    span.countDropped("links", 1);
  }
  links.push(link);
}
