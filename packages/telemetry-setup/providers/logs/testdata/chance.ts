import {
  type AnyValue,
  type Context,
  type LogRecord,
  ROOT_CONTEXT,
  type SeverityNumber,
  type TimeInput,
  trace,
} from "@opentelemetry/api";
import { seededRandom } from "../../../testing/faults/seeded_random.ts";

export const TEXTS = ["", "a", "text", "höher", "🎲🎲", "a much longer text than the others"];
export const KEYS = ["", "a", "b", "dice.sides", "exception.message", "x".repeat(40), "höhe"];

/** Makes what an application may give, by chance. */
export class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  maybe<T>(make: () => T): T | undefined {
    return this.below(2) === 0 ? undefined : make();
  }

  value(depth = 0): AnyValue {
    const kind = this.below(depth > 2 ? 6 : 9);
    if (kind < 2) return this.of(TEXTS);
    if (kind === 2) return this.below(2) === 0;
    if (kind === 3) return this.below(2 ** 40) - 2 ** 39;
    if (kind === 4) return this.#random() * 1e6;
    if (kind === 5) return this.of([null, NaN, Infinity, -0]);
    if (kind === 6) return Uint8Array.from({ length: this.below(9) }, () => this.below(256));
    const items = Array.from({ length: this.below(4) }, () => this.value(depth + 1));
    if (kind === 7) return items;
    return Object.fromEntries(items.map((item, index) => [`${this.of(KEYS)}${index}`, item]));
  }

  attributes(): Record<string, AnyValue> {
    return Object.fromEntries(
      Array.from({ length: this.below(8) }, () => [this.of(KEYS), this.value()]),
    );
  }

  time(): TimeInput {
    const seconds = 1_700_000_000 + this.below(1e6);
    return this.of([
      [seconds, this.below(1e9)],
      seconds * 1000 + this.below(1000),
      new Date(seconds * 1000 + this.below(1000)),
    ]);
  }

  context(): Context {
    const traceId = this.of(["a".repeat(32), "0".repeat(32), "not a trace id"]);
    const spanContext = { traceId, spanId: "b".repeat(16), traceFlags: this.below(2) };
    return this.below(3) === 0 ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContext);
  }

  exception(): NonNullable<LogRecord["exception"]> {
    const error = Object.assign(new RangeError(this.of(TEXTS)), {
      stack: this.of(TEXTS),
      ...this.maybe(() => ({ code: this.of(["", "E_DICE"]) })),
    });
    return this.of([error, this.of(TEXTS), { name: this.of(TEXTS), message: "thrown" }]);
  }

  record(): LogRecord {
    const given = {
      body: this.maybe(() => this.value()),
      attributes: this.maybe(() => this.attributes()),
      severityNumber: this.maybe(() => this.below(25) as SeverityNumber),
      severityText: this.maybe(() => this.of(TEXTS)),
      eventName: this.maybe(() => this.of(TEXTS)),
      exception: this.below(4) === 0 ? this.exception() : undefined,
      timestamp: this.time(),
      observedTimestamp: this.time(),
      context: this.context(),
    };
    return Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
  }
}
