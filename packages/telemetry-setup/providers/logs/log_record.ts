// Hot path: one is made for each log record.
import {
  type AnyValue,
  type Attributes,
  diag,
  type HrTime,
  type SeverityNumber,
  type SpanContext,
} from "@opentelemetry/api";
import type { ReadWriteLogRecord } from "@opentelemetry/sdk-logs";
import type { FlatLogRecord } from "../../processors/flat_log_record.ts";
import type { FlatSpan } from "../../processors/flat_span.ts";
import { keepValue } from "../attributes/keep_value.ts";
import { type AttributeList, toAttributes } from "../attributes/to_attributes.ts";
import type { LogSource } from "./log_source.ts";

/** What a record begins with. */
export interface LogRecordParts {
  readonly source: LogSource;
  /** When it happened. */
  readonly time: HrTime;
  readonly observedTime: HrTime;
  readonly spanContext: SpanContext | undefined;
  /** Our own span whose context that is. */
  readonly ownSpan: FlatSpan | undefined;
  readonly severityNumber: SeverityNumber | undefined;
  readonly severityText: string | undefined;
  readonly body: AnyValue | undefined;
  readonly eventName: string | undefined;
}

/**
 * A log record between its logger and what sends it. Processors change it as long as
 * {@linkcode LogRecord.seal} was not called; then it is only read.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#readwritelogrecord}
 */
export class LogRecord implements ReadWriteLogRecord, FlatLogRecord {
  droppedAttributesCount = 0;
  // What is not a member of the SDK's record is for this distribution only.
  seconds: number;
  nanos: number;
  observedSeconds: number;
  observedNanos: number;
  attributeList: AttributeList | undefined = undefined;
  attributeObject: Attributes | undefined = undefined;
  ownSpan: FlatSpan | undefined;
  readonly #source: LogSource;
  #spanContext: SpanContext | undefined;
  #severityNumber: SeverityNumber | undefined;
  #severityText: string | undefined;
  #body: AnyValue | undefined;
  #eventName: string | undefined;
  #attributeCount = 0;
  #isSealed = false;

  constructor(parts: LogRecordParts) {
    this.#source = parts.source;
    const { time, observedTime } = parts;
    this.seconds = time[0];
    this.nanos = time[1];
    this.observedSeconds = observedTime[0];
    this.observedNanos = observedTime[1];
    this.#spanContext = parts.spanContext;
    this.ownSpan = parts.ownSpan;
    this.#severityNumber = parts.severityNumber;
    this.#severityText = parts.severityText;
    this.#body = parts.body;
    this.#eventName = parts.eventName;
  }

  get resource(): LogSource["resource"] {
    return this.#source.resource;
  }

  get instrumentationScope(): LogSource["scope"] {
    return this.#source.scope;
  }

  /** From the first time that it is asked for, the attributes are in this object only. */
  get attributes(): Attributes {
    if (this.attributeObject === undefined) {
      this.attributeObject = toAttributes(this.attributeList ?? []);
      this.attributeList = undefined;
    }
    return this.attributeObject;
  }

  get hrTime(): HrTime {
    return [this.seconds, this.nanos];
  }

  set hrTime(time) {
    if (!this.#mayChange()) return;
    this.seconds = time[0];
    this.nanos = time[1];
  }

  get hrTimeObserved(): HrTime {
    return [this.observedSeconds, this.observedNanos];
  }

  set hrTimeObserved(time) {
    if (!this.#mayChange()) return;
    this.observedSeconds = time[0];
    this.observedNanos = time[1];
  }

  // The interface's members are optional, without `undefined`; npm's class gives it nevertheless.
  get spanContext(): SpanContext {
    return this.#spanContext as SpanContext;
  }

  set spanContext(spanContext) {
    if (!this.#mayChange()) return;
    this.#spanContext = spanContext;
    this.ownSpan = undefined;
  }

  get severityNumber(): SeverityNumber {
    return this.#severityNumber as SeverityNumber;
  }

  set severityNumber(severityNumber) {
    if (this.#mayChange()) this.#severityNumber = severityNumber;
  }

  get severityText(): string {
    return this.#severityText as string;
  }

  set severityText(severityText) {
    if (this.#mayChange()) this.#severityText = severityText;
  }

  get body(): AnyValue {
    return this.#body as AnyValue;
  }

  set body(body) {
    if (this.#mayChange()) this.#body = body;
  }

  get eventName(): string {
    return this.#eventName as string;
  }

  set eventName(eventName) {
    if (this.#mayChange()) this.#eventName = eventName;
  }

  setBody(body: AnyValue): this {
    this.body = body;
    return this;
  }

  setEventName(eventName: string): this {
    this.eventName = eventName;
    return this;
  }

  setSeverityNumber(severityNumber: SeverityNumber): this {
    this.severityNumber = severityNumber;
    return this;
  }

  setSeverityText(severityText: string): this {
    this.severityText = severityText;
    return this;
  }

  setAttribute(key: string, value?: AnyValue): this {
    if (this.#mayChange()) this.#set(key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    if (!this.#mayChange()) return this;
    const isFirst = this.attributeObject === undefined && this.#attributeCount === 0;
    if (isFirst && this.#take(attributes)) return this;
    const { guard } = this.#source;
    for (const key of guard.keys(attributes)) {
      let value: unknown;
      try {
        value = attributes[key];
      } catch {
        guard.leaveOut();
        value = "[Unreadable]";
      }
      this.#set(key, value);
    }
    return this;
  }

  /** From now on it is only read. */
  seal(): void {
    this.#isSealed = true;
  }

  /** The short way for the first attributes, if there is nothing to be done to any of them. */
  #take(attributes: Attributes): boolean {
    if (typeof attributes !== "object" || attributes === null) return false;
    const { attributeCountLimit, attributeValueLengthLimit } = this.#source.limits;
    const list: AttributeList = [];
    try {
      const keys = Object.keys(attributes);
      if (keys.length > attributeCountLimit) return false;
      for (const key of keys) {
        const value = attributes[key];
        const isPlain = typeof value === "string"
          ? value.length <= attributeValueLengthLimit
          : typeof value === "number" || typeof value === "boolean";
        if (!isPlain || key === "" || key === "__proto__") return false;
        list.push(key, value);
      }
    } catch {
      return false;
    }
    this.attributeList = list;
    this.#attributeCount = list.length / 2;
    return true;
  }

  #set(name: string, value: unknown): void {
    if (value === undefined) return;
    const { guard, limits } = this.#source;
    const key = guard.key(name);
    if (key.length === 0) return diag.warn("Invalid attribute key: it is empty");
    const { attributes } = this;
    if (!Object.hasOwn(attributes, key)) {
      if (this.#attributeCount >= limits.attributeCountLimit) {
        if (this.droppedAttributesCount++ === 0) diag.warn("Dropping extra attributes.");
        return;
      }
      this.#attributeCount++;
    }
    attributes[key] = keepValue(value, guard, limits.attributeValueLengthLimit);
  }

  #mayChange(): boolean {
    if (this.#isSealed) diag.warn("Cannot change a log record: it was emitted");
    return !this.#isSealed;
  }
}
